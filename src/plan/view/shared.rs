//! Values that stand on many pages: kept once, hashed once, turned into what the template engine reads once, and drawn
//! once for each place they are drawn in the same way.

use std::{
    fmt,
    hash::{Hash, Hasher},
    ops::Deref,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use minijinja::value::{Enumerator, Object, ObjectRepr, Serde, Value, serializing_for_value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::memo::Key;

/// A value that stands on many pages. Its key stands for it where pages are hashed.
#[derive(Debug, Clone)]
pub struct Shared<T>(Arc<Inner<T>>);

#[derive(Debug)]
struct Inner<T> {
    key: Key,
    value: Arc<T>,
    /// The same as the template engine sees it: a [`Drawable`].
    dynamic: OnceLock<Value>,
}

impl<T: Hash> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self(Arc::new(Inner { key: Key::of(&value), value: Arc::new(value), dynamic: OnceLock::new() }))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.value
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.key == other.0.key
    }
}

impl<T> Eq for Shared<T> {}

impl<T> Hash for Shared<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.key.hash(state);
    }
}

impl<T: Serialize + Send + Sync + 'static> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializing_for_value() {
            return self.0.value.serialize(serializer);
        }
        let make = || {
            let value = self.0.value.clone();
            Value::from_object(Drawable {
                key: self.0.key,
                make: Box::new(move || Value::from(Serde(&*value))),
                value: OnceLock::new(),
                drawn: Mutex::default(),
            })
        };
        self.0.dynamic.get_or_init(make).serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de> + Hash> Deserialize<'de> for Shared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::from)
    }
}

/// A shared value inside the template engine, with what was drawn of it.
pub struct Drawable {
    key: Key,
    make: Box<dyn Fn() -> Value + Send + Sync>,
    value: OnceLock<Value>,
    drawn: Mutex<Vec<(Key, Value)>>,
}

impl Drawable {
    /// What was drawn of it, as finished HTML, under a key of everything else that shows in the drawing; `draw` draws it
    /// from its value where nothing was.
    pub fn drawn<E>(&self, under: Key, draw: impl FnOnce(Value) -> Result<String, E>) -> Result<Value, E> {
        let known = |drawn: &Vec<(Key, Value)>| drawn.iter().find(|(key, _)| *key == under).map(|(_, html)| html.clone());
        let held = || self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(html) = known(&held()) {
            return Ok(html);
        }
        let html = Value::from_safe_string(draw(self.value.get().cloned().unwrap_or_else(&self.make))?);
        let mut drawn = held();
        // Of an older theme or site nothing is asked again.
        if drawn.len() >= KEPT {
            drawn.remove(0);
        }
        drawn.push((under, html.clone()));
        Ok(html)
    }

    fn value(&self) -> &Value {
        self.value.get_or_init(&self.make)
    }
}

/// How many drawings of one value are kept: lists stand at two depths.
const KEPT: usize = 4;

impl fmt::Debug for Drawable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Drawable({:?})", self.key)
    }
}

impl Object for Drawable {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.value().get_item(key).ok().filter(|value| !value.is_undefined())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        self.value().try_iter().map_or(Enumerator::Empty, |keys| Enumerator::Values(keys.collect()))
    }
}
