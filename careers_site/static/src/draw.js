// draw.js SVG PNG: draws a picture for other sites, most of which take no SVG.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Resvg, initWasm } from "@resvg/resvg-wasm";

const [svg, png] = process.argv.slice(2);
const wasm = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
await initWasm(readFileSync(wasm));
const picture = new Resvg(readFileSync(svg), { fitTo: { mode: "width", value: 1200 } }).render();
writeFileSync(png, picture.asPng());
