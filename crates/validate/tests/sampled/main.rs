//! Laws 6 and 9 over whole exchanges of real contracts: what conforms gives no finding, and one mutation gives one
//! finding, of the right rule at the right place. What is right follows from the mutation and the contract, and is worked
//! out without the judge.
//!
//! `DRIFTLINE_SEED` draws other services, operations and exchanges; `DRIFTLINE_SAMPLES` is how many exchanges of each
//! operation, `DRIFTLINE_MUTATIONS` how many mutations.
#![allow(clippy::print_stderr, reason = "the score is to be read")]

mod bodies;
mod calls;
mod contracts;
mod dice;
mod planted;
mod sites;
mod values;
mod wire;

use bodies::Among;
use dice::Dice;
use driftline_contract::{Contract, Operation};
use driftline_finding::Finding;
use driftline_sample::{SampledExchange, exchanges};
use driftline_validate::{Judge, Tally};
use planted::{Case, Planted};
use proptest::strategy::{Strategy, ValueTree};
use serde_json::Value;
use std::{collections::BTreeMap, sync::OnceLock};

/// How many operations of services are sampled.
const OPERATIONS: usize = 200;

/// How many of them may be beyond the means of the generator.
const FEW: usize = 4;

/// What is drawn once for all tests.
struct Drawn {
    seed: u64,
    contracts: Vec<Contract>,
    judges: Vec<Judge>,
    sampled: Vec<Sampled>,
}

/// The exchanges of one operation.
struct Sampled {
    contract: usize,
    operation: String,
    exchanges: Vec<SampledExchange>,
}

impl Drawn {
    fn get() -> &'static Drawn {
        static DRAWN: OnceLock<Drawn> = OnceLock::new();
        DRAWN.get_or_init(Drawn::new)
    }

    fn new() -> Drawn {
        let seed = dice::variable("DRIFTLINE_SEED").unwrap_or(1);
        let each = dice::variable("DRIFTLINE_SAMPLES").unwrap_or(50);
        let mut dice = Dice::new(seed);
        let mut contracts = contracts::of_services(&mut dice);
        contracts.push(contracts::everything());
        let judges = contracts.iter().map(|contract| Judge::new(vec![contract.clone()]).expect("a judge")).collect();
        let mut beyond = Vec::new();
        let mut sampled = Vec::new();
        for (contract, operation) in chosen(&contracts, &mut dice) {
            match exchanges(&contracts[contract], operation) {
                Ok(strategy) => {
                    let mut runner = dice.runner();
                    let draw = |_| strategy.new_tree(&mut runner).expect("an exchange").current();
                    let exchanges = (0..each).map(draw).collect();
                    sampled.push(Sampled { contract, operation: operation.id.clone(), exchanges });
                }
                Err(unsupported) => beyond.push(format!("{}: {unsupported}", operation.id)),
            }
        }
        assert!(beyond.len() <= FEW, "beyond the generator: {beyond:#?}");
        Drawn { seed, contracts, judges, sampled }
    }

    fn operation(&self, sampled: &Sampled) -> &Operation {
        self.contracts[sampled.contract].operation(&sampled.operation).expect("the operation")
    }

    fn case<'c>(&'c self, sampled: &'c Sampled, exchange: &'c SampledExchange) -> Case<'c> {
        Case { contract: &self.contracts[sampled.contract], operation: self.operation(sampled), exchange }
    }
}

/// The operations to sample, with the numbers of their contracts: all of the last one, which is ours, and others by lot.
fn chosen<'c>(contracts: &'c [Contract], dice: &mut Dice) -> Vec<(usize, &'c Operation)> {
    let numbered = |(number, contract): (usize, &'c Contract)| {
        contracts::distinct(contract).into_iter().map(move |operation| (number, operation))
    };
    let mut all: Vec<(usize, &Operation)> = contracts.iter().enumerate().flat_map(numbered).collect();
    dice.shuffle(&mut all);
    let (ours, mut others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(number, _)| number + 1 == contracts.len());
    others.truncate(OPERATIONS + FEW);
    others.extend(ours);
    others
}

#[test]
fn law_06_sampled_exchanges_of_real_contracts_conform() {
    let drawn = Drawn::get();
    let mut tally = Tally::default();
    let mut wrong = Vec::new();
    for sampled in &drawn.sampled {
        let records: Vec<Value> = sampled.exchanges.iter().map(wire::record).collect();
        let verdicts = wire::judge(&drawn.judges[sampled.contract], &records);
        assert_eq!(verdicts.len(), records.len());
        for (verdict, record) in verdicts.iter().zip(&records) {
            tally.verdict(verdict);
            let met = verdict.operation.map(|matched| matched.operation.id.as_str());
            if met != Some(sampled.operation.as_str()) || !verdict.findings.is_empty() {
                wrong.push(format!("{} judged as {met:?}: {}\n{record}", sampled.operation, told(&verdict.findings)));
            }
        }
    }
    eprintln!(
        "seed {}: {} operations of {} contracts; {tally:?}",
        drawn.seed,
        drawn.sampled.len(),
        drawn.contracts.len()
    );
    assert!(wrong.is_empty(), "{} of {} with findings, as\n{}", wrong.len(), tally.read(), first(&wrong));
}

#[test]
fn law_09_one_mutation_of_a_sampled_exchange_is_one_finding() {
    let drawn = Drawn::get();
    let mut dice = Dice::new(drawn.seed ^ 0x6d75_7461_7465);
    let wanted = dice::variable("DRIFTLINE_MUTATIONS").unwrap_or(2000);
    let kinds = kinds();
    let mut scores: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for number in 0..wanted {
        let kind = &kinds[usize::try_from(number).expect("a number of kinds") % kinds.len()];
        let (contract, planted) = plant(drawn, kind, &mut dice);
        let verdicts = wire::judge(&drawn.judges[contract], std::slice::from_ref(&planted.record));
        let findings = &verdicts.first().expect("a verdict").findings;
        let (tried, found) = scores.entry(kind.name()).or_default();
        *tried += 1;
        if planted.is_found(findings) {
            *found += 1;
        } else {
            wrong.push(format!("{}: {planted:?}\ninstead {}", kind.name(), told(findings)));
        }
    }
    let found: u32 = scores.values().map(|(_, found)| found).sum();
    eprintln!("seed {}: {found} of {wanted} mutations found; by kind {scores:#?}", drawn.seed);
    eprintln!("{}", first(&wrong));
    assert!(u64::from(found) * 1000 >= wanted * 995, "{found} of {wanted} found");
}

/// A kind of mutation.
enum Kind {
    Value(&'static str, values::Breaker, Among),
    Call(&'static str, calls::Mutation),
}

impl Kind {
    fn name(&self) -> &'static str {
        match self {
            Kind::Value(name, ..) | Kind::Call(name, _) => name,
        }
    }
}

fn kinds() -> Vec<Kind> {
    let values = values::BREAKERS.iter().map(|(name, breaker)| Kind::Value(name, *breaker, Among::All));
    let among = values::AMONG.iter().map(|(name, breaker, among)| Kind::Value(name, *breaker, *among));
    values.chain(among).chain(calls::MUTATIONS.iter().map(|(name, mutation)| Kind::Call(name, *mutation))).collect()
}

/// An exchange, drawn until it leaves room for the mutation, and the number of its contract. Every second draw is of our
/// own contract once it has taken a while, for what pages seldom say.
fn plant(drawn: &Drawn, kind: &Kind, dice: &mut Dice) -> (usize, Planted) {
    let ours: Vec<&Sampled> =
        drawn.sampled.iter().filter(|sampled| sampled.contract + 1 == drawn.contracts.len()).collect();
    let all: Vec<&Sampled> = drawn.sampled.iter().collect();
    for draw in 0..20_000 {
        let sampled = dice.pick(if draw > 10 && draw % 2 == 0 { &ours } else { &all }).expect("operations");
        let case = drawn.case(sampled, dice.pick(&sampled.exchanges).expect("exchanges"));
        let planted = match kind {
            Kind::Value(_, breaker, among) => bodies::plant(&case, *breaker, *among, dice),
            Kind::Call(_, mutation) => mutation(&case, dice),
        };
        if let Some(planted) = planted {
            return (sampled.contract, planted);
        }
    }
    panic!("no exchange leaves room for {}", kind.name());
}

fn told(findings: &[Finding]) -> String {
    let tell = |finding: &Finding| {
        let at = finding.instance.as_ref().or(finding.field.as_ref());
        format!("{} {at:?} {:?}: {}", finding.rule.id, finding.contract, finding.message)
    };
    findings.iter().map(tell).collect::<Vec<_>>().join("; ")
}

fn first(wrong: &[String]) -> String {
    let short = wrong.iter().take(15).map(|text| text.chars().take(2500).collect::<String>());
    short.collect::<Vec<_>>().join("\n\n")
}
