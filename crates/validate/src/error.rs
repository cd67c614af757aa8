//! Why a contract cannot be judged with.

use driftline_finding::Pointer;

/// Why a contract, or one of its schemas, cannot be judged with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// The contract as a whole: a schema in it refers to a document that the contract does not hold, for instance.
    #[error("the contract `{contract}` cannot be judged with: {reason}")]
    Contract {
        /// The title of the contract.
        contract: String,
        /// What is wrong.
        reason: String,
    },
    /// One schema. It is found when the first body comes that needs it.
    #[error("operation `{operation}`: the schema at `{pointer}` cannot be compiled: {reason}")]
    Schema {
        /// The operation whose body needed it.
        operation: String,
        /// Where it stands in the document that the contract was read from.
        pointer: Pointer,
        /// What is wrong.
        reason: String,
    },
}
