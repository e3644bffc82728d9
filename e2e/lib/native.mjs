// The command line program that the page is compared with: `cargo xtask test` builds it and sets VITRINE_CLI.
import { fileURLToPath } from "node:url";

export const VITRINE = process.env.VITRINE_CLI ?? fileURLToPath(new URL("../../target/test-fast/vitrine", import.meta.url));
