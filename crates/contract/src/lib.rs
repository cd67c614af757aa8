//! The contract of an HTTP API: operations, parameters, bodies, components.
