//! Operations: method, path template, parameters, bodies.

use crate::{Schema, SecurityRequirement};
use driftline_finding::Provenance;
use indexmap::IndexMap;
use serde_json::Value;
use std::{collections::BTreeMap, fmt, str::FromStr};

/// An HTTP method that OpenAPI can describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
}

/// A word that names no method of OpenAPI's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an HTTP method that a contract can describe")]
pub struct UnknownMethod(String);

impl Method {
    /// All methods, in the order in which OpenAPI lists them.
    pub const ALL: [Method; 8] = [
        Method::Get,
        Method::Put,
        Method::Post,
        Method::Delete,
        Method::Options,
        Method::Head,
        Method::Patch,
        Method::Trace,
    ];

    /// The upper-case word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Put => "PUT",
            Method::Post => "POST",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
            Method::Head => "HEAD",
            Method::Patch => "PATCH",
            Method::Trace => "TRACE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Method {
    type Err = UnknownMethod;

    /// Accepts any case.
    fn from_str(word: &str) -> Result<Method, UnknownMethod> {
        let known = Method::ALL.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(word));
        known.ok_or_else(|| UnknownMethod(word.to_owned()))
    }
}

/// The statuses that one documented response stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status, as `404`.
    Exact(u16),
    /// A hundred statuses, as `4XX`; holds the first digit, 1 to 5.
    Range(u8),
    /// Every status not described otherwise.
    Default,
}

/// A text that is no key of OpenAPI's responses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a response status: expected 100 to 599, 1XX to 5XX, or default")]
pub struct UnknownStatus(String);

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Status::Exact(code) => write!(f, "{code}"),
            Status::Range(digit) => write!(f, "{digit}XX"),
            Status::Default => f.write_str("default"),
        }
    }
}

impl FromStr for Status {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Status, UnknownStatus> {
        let refused = || UnknownStatus(text.to_owned());
        match text.as_bytes() {
            b"default" => Ok(Status::Default),
            [digit @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Ok(Status::Range(digit - b'0')),
            [b'1'..=b'5', _, _] => text.parse().map(Status::Exact).map_err(|_| refused()),
            _ => Err(refused()),
        }
    }
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query string.
    Query,
    /// In a request header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Location {
    /// All locations.
    pub const ALL: [Location; 4] = [Location::Path, Location::Query, Location::Header, Location::Cookie];

    /// The word that OpenAPI uses for `in`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name; of a header without regard to case.
    pub name: String,
    /// Where it travels.
    pub location: Location,
    /// Whether a request without it is wrong. Path parameters always are required.
    pub required: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// What it is for.
    pub description: Option<String>,
    /// OpenAPI's `style`, if it is not the location's default.
    pub style: Option<String>,
    /// OpenAPI's `explode`, if stated.
    pub explode: Option<bool>,
    /// What values it takes; holds the provenance.
    pub schema: Schema,
}

impl Parameter {
    /// A parameter; one in the path is required.
    pub fn new(name: impl Into<String>, location: Location, schema: Schema) -> Parameter {
        Parameter {
            name: name.into(),
            location,
            required: location == Location::Path,
            deprecated: false,
            description: None,
            style: None,
            explode: None,
            schema,
        }
    }
}

/// What a body of one media type holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Media {
    /// The schema, where one is known.
    pub schema: Option<Schema>,
    /// Examples by name.
    pub examples: IndexMap<String, Value>,
}

impl Media {
    /// A body with a schema and no examples.
    pub fn new(schema: Schema) -> Media {
        Media { schema: Some(schema), examples: IndexMap::new() }
    }
}

/// The body of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestBody {
    /// Whether a request without it is wrong.
    pub required: bool,
    /// What it is for.
    pub description: Option<String>,
    /// What it holds, by media type.
    pub content: IndexMap<String, Media>,
}

/// A header of a response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// Whether a response without it is wrong.
    pub required: bool,
    /// What it is for.
    pub description: Option<String>,
    /// What values it takes.
    pub schema: Schema,
}

/// A response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// What it means. OpenAPI demands one.
    pub description: String,
    /// The headers that it carries.
    pub headers: IndexMap<String, Header>,
    /// What its body holds, by media type; empty when no body is described.
    pub content: IndexMap<String, Media>,
    /// Whether an answer without the body that is described is right, too: `x-body-optional` in OpenAPI, which has no
    /// word for it.
    pub body_optional: bool,
    /// Where the status was read from.
    pub provenance: Option<Box<Provenance>>,
}

impl Response {
    /// A response without a body.
    pub fn new(description: impl Into<String>) -> Response {
        Response { description: description.into(), ..Response::default() }
    }

    /// This response with one more media type.
    #[must_use]
    pub fn content(mut self, media_type: impl Into<String>, media: Media) -> Response {
        self.content.insert(media_type.into(), media);
        self
    }
}

/// One call of the API.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The unique id.
    pub id: String,
    /// The method.
    pub method: Method,
    /// The path template, as `/v1/{project_id}/notebooks/{id}`. Behind a `#` stand the query parameters that tell this
    /// call from others of its path, as in `/#acl`: see [`Operation::selectors`].
    pub path: String,
    /// The title of the page.
    pub summary: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// The groups that it belongs to.
    pub tags: Vec<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The parameters, in the order of the source.
    pub parameters: Vec<Parameter>,
    /// The body that it takes, if any is described.
    pub request: Option<RequestBody>,
    /// The responses.
    pub responses: BTreeMap<Status, Response>,
    /// The alternatives among which a caller must meet one. Empty when nothing is required, `None` when what
    /// the contract says for all operations holds.
    pub security: Option<Vec<SecurityRequirement>>,
    /// The page that it was read from.
    pub provenance: Option<Box<Provenance>>,
}

impl Operation {
    /// An operation without parameters, body and responses.
    pub fn new(id: impl Into<String>, method: Method, path: impl Into<String>) -> Operation {
        Operation {
            id: id.into(),
            method,
            path: path.into(),
            summary: None,
            description: None,
            tags: Vec::new(),
            deprecated: false,
            parameters: Vec::new(),
            request: None,
            responses: BTreeMap::new(),
            security: None,
            provenance: None,
        }
    }

    /// This operation with one more parameter.
    #[must_use]
    pub fn parameter(mut self, parameter: Parameter) -> Operation {
        self.parameters.push(parameter);
        self
    }

    /// This operation with a request body.
    #[must_use]
    pub fn request(mut self, body: RequestBody) -> Operation {
        self.request = Some(body);
        self
    }

    /// This operation with one more response.
    #[must_use]
    pub fn response(mut self, status: Status, response: Response) -> Operation {
        self.responses.insert(status, response);
        self
    }

    /// The variables of the path template, in order.
    ///
    /// ```
    /// use driftline_contract::{Method, Operation};
    /// let operation = Operation::new("a", Method::Get, "/v1/{project_id}/{region}:{id}");
    /// assert_eq!(operation.path_variables().collect::<Vec<_>>(), ["project_id", "region", "id"]);
    /// ```
    pub fn path_variables(&self) -> impl Iterator<Item = &str> {
        self.path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
    }

    /// The query parameters that a request must name to be a call of this operation: those behind the `#` of the
    /// path. Interfaces in the style of S3 address sub-resources so (`GET /?acl`), and a fragment is the one place in
    /// a path of OpenAPI where that can be said. Words of a fragment that name no query parameter select nothing.
    ///
    /// ```
    /// use driftline_contract::{Location, Method, Operation, Parameter, Schema};
    /// let acl = Parameter::new("acl", Location::Query, Schema::default());
    /// let operation = Operation::new("GetAcl", Method::Get, "/#acl&x").parameter(acl);
    /// assert_eq!(operation.selectors().collect::<Vec<_>>(), ["acl"]);
    /// ```
    pub fn selectors(&self) -> impl Iterator<Item = &str> {
        let words = self.path.split_once('#').map_or("", |(_, fragment)| fragment).split('&');
        let is_query =
            |word: &&str| self.parameters.iter().any(|known| known.location == Location::Query && known.name == **word);
        words.filter(is_query)
    }

    /// The response that stands for a status: the exact one, else the range, else the default.
    pub fn response_for(&self, code: u16) -> Option<(Status, &Response)> {
        let range = u8::try_from(code / 100).unwrap_or(0);
        let order = [Status::Exact(code), Status::Range(range), Status::Default];
        order.into_iter().find_map(|status| self.responses.get(&status).map(|response| (status, response)))
    }

    /// Every schema at the top of a parameter, header or body, for changing them.
    pub fn schemas_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let parameters = self.parameters.iter_mut().map(|parameter| &mut parameter.schema);
        let requests = self.request.iter_mut().flat_map(|request| request.content.values_mut());
        let requests = requests.filter_map(|media| media.schema.as_mut());
        let responses = self.responses.values_mut().flat_map(|response| {
            let bodies = response.content.values_mut().filter_map(|media| media.schema.as_mut());
            bodies.chain(response.headers.values_mut().map(|header| &mut header.schema))
        });
        parameters.chain(requests).chain(responses)
    }

    /// Every schema at the top of a parameter, header or body.
    pub fn schemas(&self) -> impl Iterator<Item = &Schema> {
        let bodies = self.request.iter().flat_map(|request| request.content.values());
        let responses = self.responses.values();
        let headers = responses.clone().flat_map(|response| response.headers.values().map(|header| &header.schema));
        let bodies = bodies.chain(responses.flat_map(|response| response.content.values()));
        self.parameters
            .iter()
            .map(|parameter| &parameter.schema)
            .chain(bodies.filter_map(|media| media.schema.as_ref()))
            .chain(headers)
    }
}
