package io.ballast.infrastructure.stellar;

import org.stellar.sdk.StrKey;
import org.stellar.sdk.xdr.ContractEvent;
import org.stellar.sdk.xdr.ContractEvent.ContractEventBody;
import org.stellar.sdk.xdr.ContractEvent.ContractEventBody.ContractEventV0;
import org.stellar.sdk.xdr.ContractEventType;
import org.stellar.sdk.xdr.Hash;
import org.stellar.sdk.xdr.SCVal;

/** Events in the protocol's form. */
final class EventForms {

    private EventForms() {}

    static ContractEvent xdr(Event event) {
        ContractEventV0 told = new ContractEventV0.Builder()
                .topics(event.topics().toArray(SCVal[]::new))
                .data(event.value())
                .build();
        return new ContractEvent.Builder()
                .ext(Results.extension())
                .contractID(new Hash(StrKey.decodeContract(event.contract())))
                .type(ContractEventType.CONTRACT)
                .body(new ContractEventBody.Builder().discriminant(0).v0(told).build())
                .build();
    }
}
