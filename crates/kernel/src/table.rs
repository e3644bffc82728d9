//! Objects by typed id.
//!
//! Kernel objects name each other by [`Id`], never by pointer, and live in [`Table`]s of `Arc`s:
//! a clone of the kernel shares them, and the first change after a clone copies the one object.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

/// A name for a kernel object of one kind. Says which table to look in, holds no data.
pub struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// The id with this number; meant for views and links, which carry plain numbers.
    pub fn from_number(number: u32) -> Self {
        Id(number, PhantomData)
    }

    /// The number, as shown to people ("pipe #2").
    pub fn number(self) -> u32 {
        self.0
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = core::any::type_name::<T>();
        write!(f, "{}#{}", path.rsplit(':').next().unwrap_or(path), self.0)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// Objects of one kind. Ids count from 1 and are never reused, so `Pipe#3` names the same pipe
/// from the first step of a recording to the last.
#[derive(Debug, PartialEq, Hash)]
pub struct Table<T> {
    next: u32,
    live: BTreeMap<u32, Arc<T>>,
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Table { next: self.next, live: self.live.clone() }
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { next: 1, live: BTreeMap::new() }
    }
}

impl<T: Clone> Table<T> {
    /// Adds an object under a new id.
    pub fn insert(&mut self, value: T) -> Id<T> {
        let id = self.next;
        self.next += 1;
        self.live.insert(id, Arc::new(value));
        Id(id, PhantomData)
    }

    /// The object, if it is still there.
    pub fn find(&self, id: Id<T>) -> Option<&T> {
        self.live.get(&id.0).map(|object| &**object)
    }

    /// A live object. Asking for a dead one is a bug of the kernel.
    pub fn get(&self, id: Id<T>) -> &T {
        self.find(id).expect("an id of a live object")
    }

    /// A live object for change; copied first if a clone of the kernel still shares it.
    pub fn get_mut(&mut self, id: Id<T>) -> &mut T {
        Arc::make_mut(self.live.get_mut(&id.0).expect("an id of a live object"))
    }

    /// Takes the object out; its id stays unused for ever.
    pub fn remove(&mut self, id: Id<T>) -> Option<Arc<T>> {
        self.live.remove(&id.0)
    }

    /// All live objects in order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (Id<T>, &T)> {
        self.live.iter().map(|(id, value)| (Id(*id, PhantomData), &**value))
    }

    /// How many objects are alive.
    pub fn len(&self) -> usize {
        self.live.len()
    }

    /// Whether no object is alive.
    pub fn is_empty(&self) -> bool {
        self.live.is_empty()
    }
}

/// Objects that have a number of their own, such as processes by pid.
#[derive(Debug, PartialEq, Hash)]
pub struct ById<K, T> {
    live: BTreeMap<K, Arc<T>>,
}

impl<K: Copy, T> Clone for ById<K, T> {
    fn clone(&self) -> Self {
        ById { live: self.live.clone() }
    }
}

impl<K, T> Default for ById<K, T> {
    fn default() -> Self {
        ById { live: BTreeMap::new() }
    }
}

impl<K: Copy + Ord, T: Clone> ById<K, T> {
    /// Adds an object; the number must be free.
    pub fn insert(&mut self, id: K, value: T) {
        let old = self.live.insert(id, Arc::new(value));
        debug_assert!(old.is_none(), "a number is given twice");
    }

    /// The object, if it exists.
    pub fn find(&self, id: K) -> Option<&T> {
        self.live.get(&id).map(|object| &**object)
    }

    /// The object for change, if it exists.
    pub fn find_mut(&mut self, id: K) -> Option<&mut T> {
        self.live.get_mut(&id).map(Arc::make_mut)
    }

    /// An object that exists. Asking for another is a bug of the kernel.
    pub fn get(&self, id: K) -> &T {
        self.find(id).expect("the number of a live object")
    }

    /// An object that exists, for change; copied first if a clone of the kernel still shares it.
    pub fn get_mut(&mut self, id: K) -> &mut T {
        self.find_mut(id).expect("the number of a live object")
    }

    /// Takes the object out.
    pub fn remove(&mut self, id: K) -> Option<Arc<T>> {
        self.live.remove(&id)
    }

    /// All objects in order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (K, &T)> {
        self.live.iter().map(|(id, value)| (*id, &**value))
    }

    /// All numbers in order.
    pub fn ids(&self) -> impl Iterator<Item = K> {
        self.live.keys().copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.live.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.live.is_empty()
    }
}
