/// How gateways that share a store reach each other: [PeerChannel], and the [GatewayProof] that
/// they show. While the store is away, [StoreInquiry] asks the others whether it is for them, too,
/// and [StoreSight] makes of the answers whether any gateway can lead.
@NullMarked
package io.monopod.gateway.peer;

import org.jspecify.annotations.NullMarked;
