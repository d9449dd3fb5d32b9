// Google's Auth emulator for one Firebase project, until standard input ends: `node serve.js PROJECT`.
// Says its port in a line on standard output when it can be asked.
"use strict";

const exegesis = require("exegesis-express");

// Each check of a request is compiled when it is first needed: all at once they take the emulator ten seconds.
const middleware = exegesis.middleware;
exegesis.middleware = (spec, options) => middleware(spec, { ...options, lazyCompileValidationSchemas: true });

const { SingleProjectMode } = require("firebase-tools/lib/emulator/auth");
const { createApp } = require("firebase-tools/lib/emulator/auth/server");

createApp(process.argv[2], SingleProjectMode.NO_WARNING).then((app) => {
  const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
});
// Whoever started it is gone, however that came about.
process.stdin.on("end", () => process.exit()).resume();
