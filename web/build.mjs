// Bundles the page sources into huitou/front/static/huitou:
//   web/ts/*.ts and web/css/*.css (top level) are the entries, web/assets/** is copied; names carry a hash of the
//   content, manifest.json tells which name became which, .gz and .br lie beside for the server.
// `node web/build.mjs --watch` builds again whenever a source changes.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const web = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(web, "..", "huitou", "front", "static", "huitou");
const watch = process.argv.includes("--watch");
const compressible = /\.(js|css|svg|json|txt|map|webmanifest)$/;

// Old WebViews (phones in China keep them for years): es2019, and CSS without nesting.
const options = {
  absWorkingDir: web,
  outdir: out,
  outbase: web,
  bundle: true,
  format: "esm",
  splitting: true,
  minify: !watch,
  sourcemap: watch ? "inline" : false,
  target: ["es2019", "chrome80", "safari13.1", "firefox78"],
  // Dynamic import is older than es2020 everywhere. Safari before 14.1 has a bug in one odd form of destructuring,
  // for which esbuild would refuse every form.
  supported: { "dynamic-import": true, destructuring: true },
  entryNames: "[name].[hash]",
  chunkNames: "chunk.[hash]",
  assetNames: "[name].[hash]",
  loader: { ".svg": "file", ".png": "file", ".webp": "file", ".woff2": "file", ".mp3": "file" },
  legalComments: "linked",
  metafile: true,
  write: false,
  logLevel: "info",
};

function entries() {
  const top = (folder, ending) =>
    (existsSync(path.join(web, folder)) ? readdirSync(path.join(web, folder)) : [])
      .filter((name) => name.endsWith(ending) && !name.endsWith(".d.ts") && !name.startsWith("_"))
      .map((name) => path.join(web, folder, name));
  return [...top("ts", ".ts"), ...top("css", ".css")];
}

function assets(folder = path.join(web, "assets")) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? assets(file) : [file];
  });
}

function hashed(name, contents) {
  const { dir, name: stem, ext } = path.parse(name);
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 10).toUpperCase();
  return path.posix.join(dir, `${stem}.${hash}${ext}`);
}

// Everything is computed first, then written, the manifest last: a running desk never sees half a build.
function publish(result) {
  const files = new Map();
  const manifest = {};
  for (const file of result?.outputFiles ?? []) files.set(path.relative(out, file.path), Buffer.from(file.contents));
  for (const [file, about] of Object.entries(result?.metafile?.outputs ?? {})) {
    if (!about.entryPoint) continue;
    const { name } = path.parse(about.entryPoint);
    const built = path.relative(out, path.join(web, file));
    manifest[name + path.extname(built)] = built;
    if (about.cssBundle) manifest[`${name}.css`] ??= path.relative(out, path.join(web, about.cssBundle));
  }
  for (const file of assets()) {
    const contents = readFileSync(file);
    const name = path.relative(path.join(web, "assets"), file).split(path.sep).join("/");
    manifest[name] = hashed(name, contents);
    files.set(manifest[name], contents);
  }
  for (const [name, contents] of [...files]) {
    if (watch || !compressible.test(name) || contents.length < 500) continue;
    files.set(`${name}.gz`, gzipSync(contents, { level: 9 }));
    files.set(`${name}.br`, brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
  mkdirSync(out, { recursive: true });
  for (const [name, contents] of files) {
    mkdirSync(path.dirname(path.join(out, name)), { recursive: true });
    writeFileSync(path.join(out, name), contents);
  }
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path.join(out, "manifest.json.new"), JSON.stringify(sorted, null, 2) + "\n");
  renameSync(path.join(out, "manifest.json.new"), path.join(out, "manifest.json"));
  sweep(new Set([...files.keys(), "manifest.json"]));
  for (const [name, file] of Object.entries(sorted)) {
    const packed = files.get(`${file}.gz`);
    console.log(`${name}  ${files.get(file).length} bytes${packed ? `, ${packed.length} gzipped` : ""}`);
  }
  if (watch) rmSync(path.join(web, "..", ".make", "pages"), { force: true }); // `make run` builds the small files again
}

function sweep(kept, folder = out) {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) sweep(kept, file);
    else if (!kept.has(path.relative(out, file).split(path.sep).join("/"))) rmSync(file);
  }
}

async function build() {
  const entryPoints = entries();
  publish(entryPoints.length ? await esbuild.build({ ...options, entryPoints }) : null);
}

function sources(folder = web) {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    const about = statSync(file);
    return about.isDirectory() ? sources(file) : [`${file}:${about.mtimeMs}`];
  });
}

if (watch) {
  let seen = "";
  for (;;) {
    const now = sources().join("\n");
    if (now !== seen) {
      seen = now;
      await build().catch(() => {}); // esbuild has said what is wrong; the next change tries again
    }
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
} else {
  await build();
}
