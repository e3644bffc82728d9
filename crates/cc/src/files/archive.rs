//! Archives of `ar`: their members as objects.

use object::read::archive::ArchiveFile;

use super::read::{FileError, read_object};
use crate::Object;

/// Whether the bytes begin as an archive does, also a thin one.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"!<arch>\n") || bytes.starts_with(b"!<thin>\n")
}

/// All members that are objects, named `archive(member)`.
pub fn read_archive(name: &str, bytes: &[u8]) -> Result<Vec<Object>, FileError> {
    let damaged = |_| FileError::Damaged(name.to_owned());
    let archive = ArchiveFile::parse(bytes).map_err(damaged)?;
    if archive.is_thin() {
        return Err(FileError::ThinArchive(name.to_owned()));
    }
    let mut objects = Vec::new();
    for member in archive.members() {
        let member = member.map_err(damaged)?;
        let inner = String::from_utf8_lossy(member.name()).into_owned();
        let data = member.data(bytes).map_err(damaged)?;
        // ld passes over members that are no objects, such as texts.
        if data.starts_with(b"\x7fELF") {
            objects.push(read_object(&format!("{name}({inner})"), data)?);
        }
    }
    Ok(objects)
}
