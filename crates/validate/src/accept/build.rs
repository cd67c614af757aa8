//! From a shape to checks.

use super::{
    Acceptor,
    check::{Check, Checked, Kinds, Members, More, Other},
    word::Word,
};
use crate::{
    CompileError,
    shape::{self, Compile, Demands, NodeId, Plain, ROOT, Shape},
    tape_json::TapeJson,
};
use jsonschema::Validator;
use serde_json::Value;
use std::collections::{HashMap, VecDeque};

impl Acceptor {
    /// Accepts values of `shape`, whose validator is given. `compile` makes those of schemas that demand more than is
    /// checked here.
    pub(crate) fn new(
        shape: &Shape<TapeJson>,
        validator: &Validator<TapeJson>,
        compile: Compile<'_, TapeJson>,
    ) -> Result<Acceptor, CompileError> {
        let mut builder = Builder::default();
        let mut acceptor = Acceptor { checks: Vec::new(), validators: Vec::new() };
        for id in ROOT {
            builder.number(*id);
        }
        while let Some(id) = builder.waiting.pop_front() {
            let check = match (shape.plain(id), ROOT.contains(&id)) {
                (Some(plain), _) => builder.check(id, &plain),
                (None, is_root) => {
                    let own = if is_root { validator.clone() } else { compile(shape.place(id))? };
                    acceptor.validators.push(own);
                    Check { validator: Some(acceptor.validators.len() - 1), ..Check::anything(id) }
                }
            };
            acceptor.checks.push(check);
            if acceptor.checks.len() == Checked::ANYTHING.0 {
                acceptor.checks.push(Check::anything(id));
            }
        }
        Ok(acceptor)
    }
}

/// Numbers the schemas in the order in which they are met.
#[derive(Default)]
struct Builder {
    numbers: HashMap<NodeId, Checked>,
    waiting: VecDeque<NodeId>,
}

impl Builder {
    fn number(&mut self, id: NodeId) -> Checked {
        let met = self.numbers.len();
        *self.numbers.entry(id).or_insert_with(|| {
            self.waiting.push_back(id);
            // After the first comes the one that is of no schema.
            if met < Checked::ANYTHING.0 { Checked(met) } else { Checked(met + 1) }
        })
    }

    /// The check of one schema at most.
    fn of(&mut self, ids: &[NodeId]) -> Checked {
        ids.first().map_or(Checked::ANYTHING, |id| self.number(*id))
    }

    fn check(&mut self, node: NodeId, plain: &Plain<'_>) -> Check {
        let kinds = plain.demands.iter().map(|demands| Kinds::of(&demands.types));
        let more = plain.demands.iter().filter_map(|demands| more(demands));
        let more: Box<[More]> = more.collect();
        Check {
            node,
            validator: None,
            kinds: kinds.fold(Kinds::ALL, Kinds::and),
            more: (!more.is_empty()).then_some(more),
            items: plain.items.map_or(Checked::ANYTHING, |id| self.number(id)),
            members: self.members(plain),
        }
    }

    fn members(&mut self, plain: &Plain<'_>) -> Members {
        let named = plain.members.named().map(|(name, ids)| (Word::new(name), self.of(ids))).collect();
        let other = match &plain.members.other {
            _ if plain.is_closed => Other::Forbidden,
            shape::Other::No => Other::Undocumented,
            shape::Other::Key(ids) => Other::Checked(self.of(ids)),
            shape::Other::Perhaps => Other::Checked(Checked::ANYTHING),
        };
        Members { said: plain.members.clone(), named, other, required: plain.required.clone().into() }
    }
}

/// What is demanded beside a type.
fn more(demands: &Demands) -> Option<More> {
    let demands = Demands { types: Vec::new(), ..demands.clone() };
    let texts = demands.options.iter().flatten().filter_map(Value::as_str).collect();
    (!demands.is_empty()).then_some(More { texts, demands })
}
