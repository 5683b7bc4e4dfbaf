//! Identities as distinct types, so that an index of one table cannot be used on another.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the table of this kind.
            #[must_use]
            pub fn at(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// An atom: a neighbourhood of about 42,600 people, or a practice.
    AtomId
);
id!(
    /// An item: one service that could be withdrawn in part.
    ItemId
);
id!(
    /// A body of one partition, as a position in that partition.
    BodyId
);
id!(
    /// An acute provider.
    ProviderId
);
