'use strict'

// jscodeshift has Babel compile whatever is required from now on. What stands here runs as it is, and the compiler of
// TypeScript is large.
for (const [file, { exports }] of Object.entries(require.cache))
  if (/@babel[\\/]register[\\/]lib[\\/]index\.c?js$/.test(file)) exports.revert()

const { transformFile } = require('../dist/jscodeshift/transform-file.js')

exports.transformFile = (name) => (file, api, options) => transformFile(name, file, api, options)
