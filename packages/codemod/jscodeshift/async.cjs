'use strict'

const { transformFile } = require('./transform-file.cjs')

module.exports = transformFile('async')
