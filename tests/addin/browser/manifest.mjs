// Prints what office-addin-manifest reads from the manifest file that is named: node manifest.mjs FILE

import { createRequire } from "node:module";

const require = createRequire(`${process.env.PAKT_NODE_MODULES}/`);
const { OfficeAddinManifest } = require("office-addin-manifest");
console.log(JSON.stringify(await OfficeAddinManifest.readManifestFile(process.argv[2])));
