//! written elsewhere
