//! Small things that all components share.

use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

use crate::driver::Driver;
use crate::i18n::{M, say};
use crate::page;
use crate::session::{Lang, Moment, ObjectRef, SyncObject, parse_ref, ref_text};
use crate::state::{Action, State};

/// A value that counts as unchanged while it is the same allocation: comparing a whole moment per component is waste.
pub(crate) struct Same<T>(pub(crate) Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Same(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What every component may use: the language, the commands, the actions.
#[derive(Clone, PartialEq)]
pub(crate) struct Ui {
    pub(crate) lang: Lang,
    pub(crate) driver: Driver,
    pub(crate) dispatch: UseReducerDispatcher<State>,
}

impl Ui {
    /// A message.
    pub(crate) fn t(&self, message: M) -> &'static str {
        message.text(self.lang)
    }

    /// A message with its places filled.
    pub(crate) fn say(&self, message: M, fill: &[&str]) -> String {
        say(self.lang, message, fill)
    }

    /// A handler that dispatches what `make` returns.
    pub(crate) fn on<E: 'static>(&self, make: impl Fn() -> Action + 'static) -> Callback<E> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |_| dispatch.dispatch(make()))
    }

    /// A handler that commands the driver.
    pub(crate) fn run<E: 'static>(&self, command: impl Fn(&Driver) + 'static) -> Callback<E> {
        let driver = self.driver.clone();
        Callback::from(move |_| command(&driver))
    }

    /// One click handler for a whole picture or list: selects what carries the `data-ref` that was hit.
    pub(crate) fn on_select(&self) -> Callback<MouseEvent> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(object) = page::reference_at(&event).as_deref().and_then(parse_ref) {
                dispatch.dispatch(Action::Select(Some(object)));
            }
        })
    }

    /// The name of an object.
    pub(crate) fn name(&self, object: ObjectRef) -> String {
        match object {
            ObjectRef::Thread(tid) => self.say(M::ThreadN, &[&tid.to_string()]),
            ObjectRef::Process(pid) => self.say(M::ProcessN, &[&pid.to_string()]),
            ObjectRef::Fd(pid, fd) => self.say(M::FdN, &[&pid.to_string(), &fd.to_string()]),
            ObjectRef::File(id) => self.say(M::FileN, &[&id.to_string()]),
            ObjectRef::Pipe(id) => self.say(M::PipeN, &[&id.to_string()]),
            ObjectRef::Inode(id) => self.say(M::InodeN, &[&id.to_string()]),
            ObjectRef::Cpu(id) => self.say(M::Cpu, &[&id.to_string()]),
            ObjectRef::Memory(pid, address) => {
                self.say(M::MemoryN, &[&pid.to_string(), &format!("{address:#x}")])
            }
            ObjectRef::Terminal => self.t(M::Terminal).to_owned(),
            ObjectRef::Kernel => self.t(M::KernelMemory).to_owned(),
        }
    }

    /// The name of an object at a moment: a lock's is the program's own.
    pub(crate) fn name_at(&self, moment: &Moment, object: ObjectRef) -> String {
        match lock_at(moment, object) {
            Some(lock) => lock.name.clone(),
            None => self.name(object),
        }
    }

    /// The name of an object as a button that selects it; its container needs [`Ui::on_select`].
    pub(crate) fn link(&self, object: ObjectRef) -> Html {
        html! { <button type="button" class="link" data-ref={ref_text(object)}>{ self.name(object) }</button> }
    }

    /// The same with the name that it has at a moment.
    pub(crate) fn link_at(&self, moment: &Moment, object: ObjectRef) -> Html {
        html! { <button type="button" class="link" data-ref={ref_text(object)}>{ self.name_at(moment, object) }</button> }
    }
}

/// The synchronisation object that is meant.
pub(crate) fn lock_at(moment: &Moment, object: ObjectRef) -> Option<&SyncObject> {
    let ObjectRef::Memory(pid, address) = object else { return None };
    moment.sync_objects.iter().find(|lock| (lock.pid, lock.address) == (pid, address))
}

/// The shared context.
#[hook]
pub(crate) fn use_ui() -> Ui {
    use_context::<Ui>().expect("App provides it")
}

/// The class that gives an object its process's colour.
pub(crate) fn colour_class(colour: u32) -> String {
    format!("c{}", colour % 6)
}

/// A text cut to a number of columns.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    let width = |text: &str| text.chars().map(columns).sum::<usize>();
    if width(text) <= limit {
        return text.to_owned();
    }
    let mut short = String::new();
    for letter in text.chars() {
        short.push(letter);
        if width(&short) >= limit {
            short.pop();
            break;
        }
    }
    short + "…"
}

/// Columns of a fixed-width font: Chinese characters and their punctuation, from U+2E80 on, take two.
fn columns(letter: char) -> usize {
    if letter < '\u{2e80}' { 1 } else { 2 }
}

/// A sentence in which backticks set off what is the program's own.
pub(crate) fn prose(text: &str) -> Html {
    let parts = text.split('`').enumerate().map(|(index, part)| {
        if index % 2 == 1 {
            html! { <code key={index}>{ part }</code> }
        } else {
            html! { part }
        }
    });
    html! { <>{ for parts }</> }
}

/// The same where only plain letters can be drawn.
pub(crate) fn plain(text: &str) -> String {
    text.replace('`', "")
}

/// A pipe's end where there is no room for the word: its number says more.
pub(crate) fn without_pipe(label: &str) -> &str {
    label.trim_start_matches("pipe ").trim_start_matches("管道 ")
}

/// Properties of [`Icon`].
#[derive(Properties, PartialEq)]
pub(crate) struct IconProps {
    /// Its outline on a grid of 16.
    pub(crate) d: &'static str,
}

/// A picture on a button; the button carries the name.
#[component]
pub(crate) fn Icon(props: &IconProps) -> Html {
    html! { <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={props.d} /></svg> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_has_as_many_columns_as_it_may() {
        assert_eq!(cut("forgotten", 9), "forgotten");
        assert_eq!(cut("forgotten", 8), "forgott…");
        assert_eq!(cut("管道 #1 读端", 12), "管道 #1 读端");
        assert_eq!(cut("管道 #1 读端", 11), "管道 #1 读…");
    }
}
