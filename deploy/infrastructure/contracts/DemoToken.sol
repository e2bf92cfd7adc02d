// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// The token of the local chain: an ERC-20 like USDC on Polygon (6 decimals) of which anyone may mint.
contract DemoToken is ERC20 {
    constructor() ERC20("USD Coin (demo)", "USDC") {}

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
