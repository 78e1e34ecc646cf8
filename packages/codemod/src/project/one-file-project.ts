import { dirname } from 'node:path'
import ts from 'typescript'
import type { Project } from './project.ts'
import { untypedOptions } from './untyped-options.ts'

/** A project of one file that knows nothing of any other, nor of what is installed. */
export function oneFileProject(fileName: string, text: string): Project {
  return {
    rootNames: [fileName],
    options: {
      ...untypedOptions(dirname(fileName)),
      ...(TYPESCRIPT.test(fileName) && AS_THE_PACKAGE_SAYS),
      noResolve: true,
      types: [],
    },
    texts: new Map([[fileName, text]]),
    isUntyped: true,
  }
}

const TYPESCRIPT = /\.[cm]?tsx?$/

/** What is written as an ES module and built as CommonJS can't wait at its top level. */
const AS_THE_PACKAGE_SAYS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
}
