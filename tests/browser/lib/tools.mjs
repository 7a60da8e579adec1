// What tests/run installed.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The packages of target/tools, by name. */
export const require = createRequire(new URL('../../../target/tools/', import.meta.url));

/** The path of a file of a package. */
export const packaged = (name) => fileURLToPath(new URL(`../../../target/tools/node_modules/${name}`, import.meta.url));

/** Run a program to its end: its exit code and what it printed. */
export function run(program, args) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const out = [];
    const err = [];
    child.stdout.on('data', (bytes) => out.push(bytes));
    child.stderr.on('data', (bytes) => err.push(bytes));
    child.on('error', fail);
    child.on('close', (code) => done({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
  });
}
