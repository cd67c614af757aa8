//! Applying an overlay to a document.

use super::{
    super::fault::{Fault, describe},
    Action, Origin, Overlay,
};
use driftline_finding::Pointer;
use serde_json::{Map, Value};

/// A document while it is being changed.
pub(super) struct Target<'d> {
    pub(super) value: &'d mut Value,
    pub(super) origin: &'d mut Origin,
    /// The number of the overlay among the files.
    pub(super) file: usize,
}

impl Target<'_> {
    /// Makes all changes, in their order.
    pub(super) fn apply(&mut self, overlay: &Overlay) -> Result<(), Fault> {
        for (index, (action, path)) in overlay.actions.iter().zip(&overlay.paths).enumerate() {
            let at = Pointer::ROOT.key("actions").index(index);
            let nodes = path.query_located(self.value).dedup();
            let pointers = nodes.iter().map(|node| node.location().to_json_pointer());
            let mut selected: Vec<Pointer> = pointers.filter_map(|pointer| pointer.parse().ok()).collect();
            if selected.is_empty() {
                let reason = format!("the target `{}` selects nothing", action.target);
                let advice = "correct it, or remove the action if the document no longer needs it";
                return Err(Fault::value(&at.key("target"), reason).advice(advice));
            }
            // From the end, so that what is taken away from a list moves nothing that is still to be changed.
            selected.reverse();
            for pointer in selected {
                self.change(action, &pointer, &at)?;
            }
        }
        Ok(())
    }

    fn change(&mut self, action: &Action, pointer: &Pointer, at: &Pointer) -> Result<(), Fault> {
        // Below another one that was selected and is gone.
        let Some((value, origin)) = find(self.value, self.origin, pointer) else { return Ok(()) };
        if !value.is_object() && !value.is_array() {
            let reason = format!("the target `{}` selects {}", action.target, describe(value));
            let advice = "select the object that holds it, and name it in `update`";
            return Err(Fault::value(&at.key("target"), reason).advice(advice));
        }
        if action.remove {
            return self.remove(pointer, at);
        }
        let from = at.key("update");
        match (value, &action.update) {
            (Value::Object(members), Some(Value::Object(update))) => merge(members, origin, update, (self.file, &from)),
            (Value::Array(items), Some(update)) => {
                origin.items(items.len()).push(Origin::new(self.file, from));
                items.push(update.clone());
            }
            (_, update) => {
                let update = update.as_ref().unwrap_or(&Value::Null);
                return Err(Fault::expected("an object to merge into the one that is selected", &from, update));
            }
        }
        Ok(())
    }

    fn remove(&mut self, pointer: &Pointer, at: &Pointer) -> Result<(), Fault> {
        let holder = pointer.parent().zip(pointer.last());
        let Some((parent, name)) = holder else {
            let reason = "the target is the whole document, which cannot be removed".to_owned();
            return Err(Fault::value(&at.key("target"), reason).advice("select a part of it"));
        };
        match find(self.value, self.origin, &parent) {
            Some((Value::Object(members), _)) => drop(members.shift_remove(&*name)),
            Some((Value::Array(items), origin)) => {
                if let Some(index) = name.parse::<usize>().ok().filter(|index| *index < items.len()) {
                    origin.items(items.len()).remove(index);
                    items.remove(index);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// The part at `pointer`, and its origin.
fn find<'d>(
    mut value: &'d mut Value,
    mut origin: &'d mut Origin,
    pointer: &Pointer,
) -> Option<(&'d mut Value, &'d mut Origin)> {
    for segment in pointer.segments() {
        (value, origin) = match value {
            Value::Object(members) => (members.get_mut(&*segment)?, origin.member(&segment)),
            Value::Array(items) => {
                let index: usize = segment.parse().ok()?;
                let length = items.len();
                (items.get_mut(index)?, origin.items(length).get_mut(index)?)
            }
            _ => return None,
        };
    }
    Some((value, origin))
}

/// Objects are merged member by member, lists are put together, all else is replaced. `from` is the file and the place of
/// the update.
fn merge(target: &mut Map<String, Value>, origin: &mut Origin, update: &Map<String, Value>, from: (usize, &Pointer)) {
    let (file, at) = from;
    for (name, update) in update {
        let at = at.key(name);
        let member = origin.member(name);
        match (target.get_mut(name), update) {
            (Some(Value::Object(target)), Value::Object(update)) => merge(target, member, update, (file, &at)),
            (Some(Value::Array(target)), Value::Array(update)) => {
                let origins = member.items(target.len());
                origins.extend((0..update.len()).map(|index| Origin::new(file, at.index(index))));
                target.extend(update.iter().cloned());
            }
            _ => {
                *member = Origin::new(file, at);
                target.insert(name.clone(), update.clone());
            }
        }
    }
}
