//! Values from a schema: conforming ones, and ones that break exactly one keyword.
