import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type ts from 'typescript'
import { moduleOfGenerated, moduleOfPackage } from '../profiles/generated-files.ts'

/**
 * The module that a declaration belongs to: the name of an ambient `declare module`, the package that its declaration
 * file lies in (a linked workspace counts as the package it is), the library that generated it, or the file's own name
 * where the project declares it.
 */
export function moduleOfDeclaration(compiler: typeof ts, declaration: ts.Node): string {
  const ambient = compiler.findAncestor(
    declaration,
    (node): node is ts.ModuleDeclaration => compiler.isModuleDeclaration(node) && compiler.isStringLiteral(node.name),
  )
  if (ambient) return ambient.name.text.replace(/^node:/, '')
  const file = declaration.getSourceFile()
  const module = modulesByFile.get(file) ?? moduleOfFile(file)
  modulesByFile.set(file, module)
  return module
}

const modulesByFile = new WeakMap<ts.SourceFile, string>()

function moduleOfFile({ fileName, isDeclarationFile, text }: ts.SourceFile): string {
  const installed = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(fileName)?.[1]
  if (installed !== undefined) return installed
  const generated = moduleOfGenerated(text)
  if (generated !== undefined || !isDeclarationFile) return generated ?? fileName
  return packageNameAbove(dirname(fileName)) ?? fileName
}

const namesByFolder = new Map<string, string | undefined>()

function packageNameAbove(folder: string): string | undefined {
  if (namesByFolder.has(folder)) return namesByFolder.get(folder)
  const parent = dirname(folder)
  const name = nameIn(folder) ?? (parent === folder ? undefined : packageNameAbove(parent))
  namesByFolder.set(folder, name)
  return name
}

function nameIn(folder: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string }
    return name === undefined ? undefined : moduleOfPackage(name)
  } catch {
    return undefined
  }
}
