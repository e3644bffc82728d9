//! What is drawn. Every component draws at least one node, and every list stands alone in its element or fragment
//! (the library's list of siblings is otherwise made anew when its length changes: yewstack/yew#3262, #4092).

pub(crate) mod app;
mod banker;
mod bar;
mod code;
mod common;
mod dialogs;
mod editor;
mod fields;
mod gallery;
mod inspector;
mod keys;
mod lesson;
mod listing;
mod live;
mod locals;
mod messages;
mod races;
mod search;
mod sentence;
mod size;
mod stage;
mod terminal;
mod thumbnail;
mod timeline;
mod workbench;
