//! Findings that one thread has made before. In a capture the same causes come again and again: what was told once of a value
//! need only be placed.

use crate::{
    accept::{Faulty, Scope},
    compile::Compiled,
    representation::Representation,
};
use driftline_finding::Finding;
use foldhash::fast::RandomState;
use jsonschema::{
    JsonType,
    json::{Array as _, JsonNumber as _, Node as _, Object as _},
};
use std::collections::HashMap;

/// How many findings are kept; then all are forgotten, so that values which never come again do not keep others out.
const KEPT: usize = 1024;
/// The longest value, in bytes, of which a finding is kept.
const LONGEST: usize = 64;
/// The longest key of a finding that is kept, in bytes: names can be of any length.
const LONGEST_KEY: usize = 1024;

/// Findings by all that they were made from: the compiled schema of the body, what the value falls short of, where it
/// stands, and the value.
#[derive(Default)]
pub(crate) struct Told {
    known: HashMap<Box<[u8]>, Finding, RandomState>,
    key: Vec<u8>,
}

/// What a finding is made from.
pub(crate) struct Key(Box<[u8]>);

impl Told {
    /// What was found of this value, if it was found before: all of the finding but its place holds again.
    pub(crate) fn of<F: Representation>(
        &mut self,
        compiled: &Compiled<F>,
        faulty: &Faulty<'_, F::Node<'_>>,
    ) -> Option<&Finding> {
        self.note(compiled, faulty)?;
        self.known.get(self.key.as_slice())
    }

    /// What the findings of these values are made from; `None` where that is too much to be kept.
    pub(crate) fn keys<F: Representation>(
        &mut self,
        compiled: &Compiled<F>,
        faults: &[Faulty<'_, F::Node<'_>>],
    ) -> Vec<Option<Key>> {
        let key = |faulty| self.note(compiled, faulty).map(|()| Key(self.key.as_slice().into()));
        faults.iter().map(key).collect()
    }

    /// Keeps what was found.
    pub(crate) fn keep(&mut self, key: Key, finding: Finding) {
        if self.known.len() >= KEPT {
            self.known.clear();
        }
        self.known.insert(key.0, finding);
    }

    /// Writes the key, if it is short. Each part has a length of its own or one that stands before it: no two findings of
    /// different make share a key.
    fn note<F: Representation>(&mut self, compiled: &Compiled<F>, faulty: &Faulty<'_, F::Node<'_>>) -> Option<()> {
        let key = &mut self.key;
        key.clear();
        // Schemas that are compiled stay where they are as long as their judge.
        key.extend(std::ptr::from_ref(compiled).addr().to_le_bytes());
        match &faulty.scope {
            Scope::Schema(node) => {
                key.push(0);
                key.extend(node.0.to_le_bytes());
            }
            Scope::Undocumented(object) => {
                key.push(1);
                text(key, object.as_str());
            }
        }
        text(key, faulty.instance.as_str());
        // Of a list or an object that nothing describes, or in place of a scalar, findings tell no more than the size.
        let is_size_enough = || match faulty.scope {
            Scope::Schema(node) => compiled.shape.is_of_scalars(node),
            Scope::Undocumented(_) => true,
        };
        value::<F>(key, &faulty.value, is_size_enough)?;
        (key.len() <= LONGEST_KEY).then_some(())
    }
}

/// Writes a scalar, if it is small, or the size of a list or an object, if that `is_enough`.
fn value<F: Representation>(key: &mut Vec<u8>, value: &F::Node<'_>, is_enough: impl Fn() -> bool) -> Option<()> {
    let kind = value.json_type();
    key.push(kind as u8);
    match kind {
        JsonType::Null => {}
        JsonType::Boolean => key.push(value.as_boolean()?.into()),
        JsonType::String => text(key, value.as_string().as_deref().filter(|text| text.len() <= LONGEST)?),
        JsonType::Integer | JsonType::Number => {
            let number = value.as_number()?;
            let (form, bits) = match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(number), ..) => (0, number.to_le_bytes()),
                (None, Some(number), _) => (1, number.to_le_bytes()),
                (None, None, number) => (2, number?.to_le_bytes()),
            };
            key.push(form);
            key.extend(bits);
        }
        JsonType::Array if is_enough() => key.extend(value.as_array()?.len().to_le_bytes()),
        JsonType::Object if is_enough() => key.extend(value.as_object()?.len().to_le_bytes()),
        JsonType::Array | JsonType::Object => return None,
    }
    Some(())
}

fn text(key: &mut Vec<u8>, text: &str) {
    key.extend(text.len().to_le_bytes());
    key.extend(text.as_bytes());
}
