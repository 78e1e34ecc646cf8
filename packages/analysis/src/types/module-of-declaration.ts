import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type ts from 'typescript'

/**
 * The module that a declaration belongs to: the name of an ambient `declare module`, the package that its declaration
 * file lies in (a linked workspace counts as the package it is), or the file's own name where the project declares it.
 */
export function moduleOfDeclaration(compiler: typeof ts, declaration: ts.Node): string {
  const ambient = compiler.findAncestor(
    declaration,
    (node): node is ts.ModuleDeclaration => compiler.isModuleDeclaration(node) && compiler.isStringLiteral(node.name),
  )
  if (ambient) return ambient.name.text.replace(/^node:/, '')
  const { fileName, isDeclarationFile } = declaration.getSourceFile()
  if (!isDeclarationFile && !fileName.includes('/node_modules/')) return fileName
  const installed = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(fileName)?.[1]
  return installed ?? packageNameAbove(dirname(fileName)) ?? fileName
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
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string }).name
  } catch {
    return undefined
  }
}
