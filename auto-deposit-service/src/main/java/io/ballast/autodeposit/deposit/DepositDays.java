package io.ballast.autodeposit.deposit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Deposits by days. */
@Schema(description = "Deposits by days, the newest first; days without any are left out.")
public record DepositDays(@Schema(required = true) List<DepositDay> days) {}
