package io.ballast.autodeposit.credit;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.util.UUID;

/**
 * Income that may be deposited.
 *
 * @param open what no deposit has taken yet; more than nothing
 */
public record OpenCredit(UUID id, UsdcAmount open) {}
