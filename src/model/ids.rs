//! Indices into the parts of a case. Ids in files are texts; inside they are numbers that cannot be mixed up.

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index into the vector that holds it.
            pub const fn ix(self) -> usize {
                self.0 as usize
            }

            /// From a position in the vector that holds it.
            ///
            /// # Panics
            /// When there are more than 2³² of them, which the checker refuses long before.
            pub fn at(ix: usize) -> Self {
                Self(u32::try_from(ix).expect("the checker bounds the number of parts"))
            }
        }
    };
}

index!(
    /// A junction or end of the vessel graph.
    NodeIx
);
index!(
    /// A vessel segment between two nodes.
    SegmentIx
);
index!(
    /// A capillary bed at a node.
    BedIx
);
