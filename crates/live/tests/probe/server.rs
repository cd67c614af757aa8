//! A server on loopback that answers as a script says, and remembers what it was asked.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// One request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// Path and query, undecoded.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
}

/// What the server does with a request.
pub(crate) enum Reply {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Sends these bytes, then nothing, until the client gives up.
    Hang(Vec<u8>),
    /// Sends the first bytes, then the second again and again with a pause, until the client gives up.
    Endless(Vec<u8>, Vec<u8>, Duration),
}

/// The server. It is gone when this is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    stop: Arc<AtomicBool>,
    serving: Option<thread::JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(script: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let (noted, stopped, script) = (Arc::clone(&seen), Arc::clone(&stop), Arc::new(script));
        let serving = thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                let (noted, script) = (Arc::clone(&noted), Arc::clone(&script));
                thread::spawn(move || serve(&client, &noted, &*script));
            }
        });
        Server { address, seen, stop, serving: Some(serving) }
    }

    /// A server with one answer for everything.
    pub(crate) fn always(reply: impl Into<Vec<u8>>) -> Server {
        let bytes = reply.into();
        Server::start(move |_| Reply::Bytes(bytes.clone()))
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panic").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address));
        if let Some(serving) = self.serving.take() {
            let _ = serving.join();
        }
    }
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.headers.iter();
        fields.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

fn serve(client: &TcpStream, noted: &Mutex<Vec<Seen>>, script: &dyn Fn(&Seen) -> Reply) {
    let _ = client.set_nodelay(true);
    let mut reader = BufReader::new(client);
    let Some(seen) = read(&mut reader) else { return };
    noted.lock().expect("no panic").push(seen.clone());
    let mut writer = client;
    match script(&seen) {
        Reply::Bytes(bytes) => drop(writer.write_all(&bytes)),
        Reply::Hang(bytes) => {
            drop(writer.write_all(&bytes));
            let _ = client.set_read_timeout(Some(Duration::from_secs(10)));
            drop(reader.read(&mut [0]));
        }
        Reply::Endless(first, again, pause) => {
            let mut going = writer.write_all(&first).is_ok();
            while going {
                thread::sleep(pause);
                going = writer.write_all(&again).is_ok();
            }
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Seen> {
    let mut lines = reader.lines().map_while(Result::ok);
    let first = lines.next()?;
    let mut words = first.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let fields = lines.take_while(|line| !line.is_empty()).filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_owned(), value.trim().to_owned()))
    });
    Some(Seen { method, target, headers: fields.collect() })
}

/// An answer with its length.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status} Some Reason\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    bytes
}

/// An answer with a JSON body.
pub(crate) fn json(status: u16, body: impl AsRef<[u8]>) -> Vec<u8> {
    answer(status, &[("Content-Type", "application/json")], body)
}
