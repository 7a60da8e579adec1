//! Stand-in.
use super::{Destination, PublishError};
use crate::output::Reader;
/// x
pub type Environment<'a> = dyn Fn(&str) -> Option<String> + 'a;
/// x
pub fn open(
    target: &crate::site::model::PublishingTarget,
    _: &std::path::Path,
    _: &Environment<'_>,
) -> Result<Box<dyn Destination>, PublishError> {
    Err(PublishError::Busy { target: target.name.clone(), by: String::new() })
}
/// x
pub fn open_url(url: &str) -> Result<Box<dyn Reader + Send>, PublishError> {
    Err(PublishError::Busy { target: url.to_owned(), by: String::new() })
}
