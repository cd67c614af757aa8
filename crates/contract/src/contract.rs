//! The contract: operations and components without dangling references.

use crate::{ComponentId, Method, Operation, Schema, SecurityRequirement, SecurityScheme, read::Origin};
use driftline_finding::Pointer;
use std::collections::{BTreeMap, BTreeSet};

/// A place where the API is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// An absolute URL or a path, perhaps with `{variables}`.
    pub url: String,
}

/// The operations of one service and the schemas that they share.
///
/// Operations are ordered by path and method, components by name, whatever the order in which they came.
/// References to components resolve: a `Contract` comes from a [`ContractBuilder`] only.
#[derive(Clone, Debug)]
pub struct Contract {
    title: String,
    version: String,
    servers: Vec<Server>,
    /// By path and method.
    operations: Vec<Operation>,
    /// Where each operation stands, by its id.
    ids: BTreeMap<String, usize>,
    components: BTreeMap<ComponentId, Schema>,
    security_schemes: BTreeMap<String, SecurityScheme>,
    security: Option<Vec<SecurityRequirement>>,
    source: BTreeMap<Pointer, Pointer>,
    /// Where the parts of the document stood before overlays changed it.
    origin: Option<Origin>,
}

/// Equality of content; where in a source document things stood is no part of it.
impl PartialEq for Contract {
    fn eq(&self, other: &Contract) -> bool {
        self.title == other.title
            && self.version == other.version
            && self.servers == other.servers
            && self.operations == other.operations
            && self.components == other.components
            && self.security_schemes == other.security_schemes
            && self.security == other.security
    }
}

impl Contract {
    /// The name of the service.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The version of the description.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Where the API is served.
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// The operations, by path and method.
    pub fn operations(&self) -> impl ExactSizeIterator<Item = &Operation> {
        self.operations.iter()
    }

    /// The operation of that id.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.get(*self.ids.get(id)?)
    }

    /// The operation of that number in their order.
    pub fn operation_at(&self, number: usize) -> Option<&Operation> {
        self.operations.get(number)
    }

    fn operation_of(&self, path: &str, method: Method) -> Option<&Operation> {
        let order = |operation: &Operation| (operation.path.as_str(), operation.method).cmp(&(path, method));
        self.operations.binary_search_by(order).ok().and_then(|at| self.operations.get(at))
    }

    /// The components, by name.
    pub fn components(&self) -> impl ExactSizeIterator<Item = (&ComponentId, &Schema)> + Clone {
        self.components.iter()
    }

    /// The component of that name.
    pub fn component(&self, id: &ComponentId) -> Option<&Schema> {
        self.components.get(id)
    }

    /// How callers show who they are, by the names that operations use.
    pub fn security_schemes(&self) -> impl ExactSizeIterator<Item = (&str, &SecurityScheme)> + Clone {
        self.security_schemes.iter().map(|(name, scheme)| (name.as_str(), scheme))
    }

    /// What is required of callers of the operations that say nothing themselves.
    pub fn security(&self) -> Option<&[SecurityRequirement]> {
        self.security.as_deref()
    }

    /// The pointer, in the contract as [`Contract::to_openapi`] writes it, to an operation.
    pub fn operation_pointer(operation: &Operation) -> Pointer {
        let method = operation.method.as_str().to_ascii_lowercase();
        Pointer::ROOT.key("paths").key(&operation.path).key(&method)
    }

    /// The pointer, in the contract as [`Contract::to_openapi`] writes it, to a component.
    pub fn component_pointer(component: &ComponentId) -> Pointer {
        Pointer::ROOT.key("components").key("schemas").key(component.as_str())
    }

    /// The schema at a pointer into the contract as [`Contract::to_openapi`] writes it; where `pointer` goes on
    /// below a schema (to a keyword as `/type`), the schema that holds it.
    pub fn schema_at(&self, pointer: &Pointer) -> Option<&Schema> {
        let mut at = Some(pointer.clone());
        while let Some(current) = at {
            if let Some(schema) = self.exact_schema_at(&current) {
                return Some(schema);
            }
            at = current.parent();
        }
        None
    }

    fn exact_schema_at(&self, pointer: &Pointer) -> Option<&Schema> {
        let segments: Vec<_> = pointer.segments().collect();
        let (root, depth) = match segments.iter().map(AsRef::as_ref).collect::<Vec<&str>>().as_slice() {
            ["components", "schemas", name, ..] => (self.components.get(&name.parse().ok()?)?, 3),
            ["paths", path, method, rest @ ..] => {
                let operation = self.operation_of(path, method.parse().ok()?)?;
                let (schema, depth) = schema_in(operation, rest)?;
                (schema, depth + 3)
            }
            _ => return None,
        };
        root.at(&segments[depth..].iter().fold(Pointer::ROOT, |at, segment| at.key(segment)))
    }

    /// Where, in the document that this contract was read from, the thing stands that `pointer` names in the
    /// contract as [`Contract::to_openapi`] writes it. They differ where the document shares a response or
    /// parameter by reference. What an overlay has put there stands in what it was put into.
    pub fn source_pointer(&self, pointer: &Pointer) -> Pointer {
        let overlaid = self.overlaid_pointer(pointer);
        self.origin.as_ref().map_or_else(|| overlaid.clone(), |origin| origin.before(&overlaid))
    }

    /// The same in the document as overlays have left it.
    pub fn overlaid_pointer(&self, pointer: &Pointer) -> Pointer {
        let mut at = Some(pointer.clone());
        while let Some(prefix) = at {
            if let Some(source) = self.source.get(&prefix) {
                let rest = pointer.strip_prefix(&prefix).unwrap_or_default();
                return source.join(&rest);
            }
            at = prefix.parent();
        }
        pointer.clone()
    }
}

/// The schema that `rest`, below an operation, enters, and how many segments lead to it.
fn schema_in<'o>(operation: &'o Operation, rest: &[&str]) -> Option<(&'o Schema, usize)> {
    match rest {
        ["parameters", index, "schema", ..] => {
            Some((&operation.parameters.get(index.parse::<usize>().ok()?)?.schema, 3))
        }
        ["requestBody", "content", media, "schema", ..] => {
            Some((operation.request.as_ref()?.content.get(*media)?.schema.as_ref()?, 4))
        }
        ["responses", status, "content", media, "schema", ..] => {
            let response = operation.responses.get(&status.parse().ok()?)?;
            Some((response.content.get(*media)?.schema.as_ref()?, 5))
        }
        ["responses", status, "headers", name, "schema", ..] => {
            Some((&operation.responses.get(&status.parse().ok()?)?.headers.get(*name)?.schema, 5))
        }
        _ => None,
    }
}

/// Why a contract cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidContract {
    /// A reference names no component.
    #[error("{holder} refers to the component `{component}`, which does not exist")]
    Dangling {
        /// The operation or component that holds the reference.
        holder: String,
        /// The name that is missing.
        component: ComponentId,
    },
    /// Two operations share method and path.
    #[error("`{first}` and `{second}` both describe {method} {path}")]
    SameCall {
        /// The operation that came first.
        first: String,
        /// The operation that came second.
        second: String,
        /// The method of both.
        method: Method,
        /// The path of both.
        path: String,
    },
    /// Two operations share an id.
    #[error("two operations are called `{id}`")]
    SameId {
        /// The id.
        id: String,
    },
    /// Two components share a name.
    #[error("two components are called `{component}`")]
    SameComponent {
        /// The name.
        component: ComponentId,
    },
}

/// Collects operations and components, and checks them once at the end.
#[derive(Clone, Debug, Default)]
pub struct ContractBuilder {
    title: String,
    version: String,
    servers: Vec<Server>,
    operations: Vec<Operation>,
    components: Vec<(ComponentId, Schema)>,
    security_schemes: BTreeMap<String, SecurityScheme>,
    security: Option<Vec<SecurityRequirement>>,
    source: BTreeMap<Pointer, Pointer>,
}

impl ContractBuilder {
    /// A contract of the service `title`, of version 1.
    pub fn new(title: impl Into<String>) -> ContractBuilder {
        ContractBuilder { title: title.into(), version: "1".to_owned(), ..ContractBuilder::default() }
    }

    /// Sets the version of the description.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> ContractBuilder {
        self.version = version.into();
        self
    }

    /// Adds a server.
    #[must_use]
    pub fn server(mut self, url: impl Into<String>) -> ContractBuilder {
        self.servers.push(Server { url: url.into() });
        self
    }

    /// Adds an operation.
    #[must_use]
    pub fn operation(mut self, operation: Operation) -> ContractBuilder {
        self.operations.push(operation);
        self
    }

    /// Adds a component.
    #[must_use]
    pub fn component(mut self, id: ComponentId, schema: Schema) -> ContractBuilder {
        self.components.push((id, schema));
        self
    }

    /// Adds a way to show who the caller is; of two under one name the later one stays.
    #[must_use]
    pub fn security_scheme(mut self, name: impl Into<String>, scheme: SecurityScheme) -> ContractBuilder {
        self.security_schemes.insert(name.into(), scheme);
        self
    }

    /// Sets what is required of callers of the operations that say nothing themselves.
    #[must_use]
    pub fn security(mut self, alternatives: Vec<SecurityRequirement>) -> ContractBuilder {
        self.security = Some(alternatives);
        self
    }

    /// Says that what the written contract shows at `canonical` stands at `source` in the document that was read.
    #[must_use]
    pub fn source(mut self, canonical: Pointer, source: Pointer) -> ContractBuilder {
        self.source.insert(canonical, source);
        self
    }

    /// Checks that ids, calls and names are unique and that references resolve.
    pub fn finish(self) -> Result<Contract, InvalidContract> {
        let mut components = BTreeMap::new();
        for (component, schema) in self.components {
            if components.insert(component.clone(), schema).is_some() {
                return Err(InvalidContract::SameComponent { component });
            }
        }
        let mut operations = BTreeMap::new();
        let mut ids = BTreeSet::new();
        for operation in self.operations {
            let call = (operation.path.clone(), operation.method);
            if !ids.insert(operation.id.clone()) {
                return Err(InvalidContract::SameId { id: operation.id });
            }
            let second = operation.id.clone();
            if let Some(first) = operations.insert(call.clone(), operation) {
                let (path, method) = call;
                return Err(InvalidContract::SameCall { first: first.id, second, method, path });
            }
        }
        let operations: Vec<Operation> = operations.into_values().collect();
        let ids = operations.iter().enumerate().map(|(number, operation)| (operation.id.clone(), number)).collect();
        let contract = Contract {
            title: self.title,
            version: self.version,
            servers: self.servers,
            operations,
            ids,
            components,
            security_schemes: self.security_schemes,
            security: self.security,
            source: self.source,
            origin: None,
        };
        match contract.first_dangling() {
            Some((holder, component)) => Err(InvalidContract::Dangling { holder, component }),
            None => Ok(contract),
        }
    }
}

impl Contract {
    /// Says where the parts of the document stood before overlays changed it.
    pub(crate) fn overlaid(self, origin: Origin) -> Contract {
        Contract { origin: Some(origin), ..self }
    }

    fn first_dangling(&self) -> Option<(String, ComponentId)> {
        let in_operations = self.operations().flat_map(|operation| {
            let holder = format!("operation `{}`", operation.id);
            operation.schemas().map(move |schema| (holder.clone(), schema))
        });
        let in_components = self.components().map(|(id, schema)| (format!("component `{id}`"), schema));
        in_operations.chain(in_components).find_map(|(holder, schema)| {
            let missing = schema.references().into_iter().find(|id| !self.components.contains_key(id));
            missing.map(|component| (holder, component))
        })
    }
}
