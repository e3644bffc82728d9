//! A small static server for `dist/`: the right types, the strict policy, and nothing else.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::Result;
use crate::site::{self, DIST};

/// The page needs no more than this; docs/embedding.md shows it to those who host it.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
     img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors *";

/// Builds the site and serves it until interrupted.
pub(crate) fn run(port: u16) -> Result<()> {
    site::build()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| format!("port {port}: {error}; choose another with --port N (0: any)"))?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    println!("Vitrine is at http://localhost:{port}/  (Ctrl+C ends it)");
    for stream in listener.incoming().flatten() {
        // A browser that closes early is no reason to say anything.
        thread::spawn(move || answer(stream));
    }
    Ok(())
}

fn answer(stream: TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    // The rest of the head must be read, or closing would reset the connection under the answer.
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let (status, kind, body) = response(&request, Path::new(DIST));
    let mut stream = reader.into_inner();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: {POLICY}\r\n\
         Access-Control-Allow-Origin: *\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n\
         Connection: close\r\n\r\n",
        body.len()
    )?;
    if !request.starts_with("HEAD ") {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// Status line, type and body for the first line of a request.
fn response(request: &str, root: &Path) -> (&'static str, &'static str, Vec<u8>) {
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !matches!(method, "GET" | "HEAD") {
        return ("405 Method Not Allowed", "text/plain", b"only GET and HEAD\n".to_vec());
    }
    let found = file_of(target)
        .map(|name| root.join(name))
        .and_then(|path| fs::read(&path).ok().zip(Some(path)));
    match found {
        Some((body, path)) => ("200 OK", kind_of(&path), body),
        None => ("404 Not Found", "text/plain", b"not found\n".to_vec()),
    }
}

/// The file that a request's target names, below the root; `None` for anything that would leave it.
fn file_of(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let name = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    // Names in dist/ need no percent encoding, and an encoded name is therefore simply not found.
    let name = PathBuf::from(name);
    name.components().all(|part| matches!(part, Component::Normal(_))).then_some(name)
}

fn kind_of(path: &Path) -> &'static str {
    match path.extension().and_then(|name| name.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("md" | "txt") => "text/plain; charset=utf-8",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        // Browsers compile while loading only with exactly this type.
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_cannot_leave_the_folder() {
        assert_eq!(file_of("/"), Some(PathBuf::from("index.html")));
        assert_eq!(file_of("/vendor/editor.js?v=1"), Some(PathBuf::from("vendor/editor.js")));
        for bad in ["/../Cargo.toml", "/a/../../b", "//etc/passwd", "", "http://x/", "/./../x"] {
            assert_eq!(file_of(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_reading_is_answered() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(response("GET /Cargo.toml HTTP/1.1", here).0, "200 OK");
        assert_eq!(response("GET /missing HTTP/1.1", here).0, "404 Not Found");
        assert_eq!(response("POST /Cargo.toml HTTP/1.1", here).0, "405 Method Not Allowed");
        assert_eq!(response("", here).0, "405 Method Not Allowed");
    }
}
