import type { TSESTree } from '@typescript-eslint/types'
import type { MovedName } from '../passes/propagation/async-facts.ts'
import { isRequirePattern, requiredModule, type ImportedName } from '../syntax/imported-name.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { freeName } from './free-name.ts'
import { importedNames, removeSpecifiers, specifiersOf, specifierText } from './imported-names.ts'
import { insertion, replacement, type Edit } from './rewrite.ts'

/**
 * Takes functions' twins from the module that exports them, and renames the calls: `import { readFileSync } from 'node:fs'`
 * → `import { readFile } from 'node:fs/promises'`. What is still used stays where it is; what is imported already is used.
 */
export function moveImports(
  unit: SourceUnit,
  from: ImportedName['from'],
  module: string,
  names: readonly MovedName[],
): Edit[] {
  const gone = names.filter(({ uses, callees }) => uses.every((use) => callees.includes(use)))
  const stays = specifiersOf(from).filter((one) => !gone.some(({ specifier }) => specifier === one))
  const there = importOf(unit, from, module)
  const locals = localsOf(unit, there, names, gone)
  const renames = names.flatMap(({ twin, local, callees }) => {
    const called = twin === undefined ? undefined : locals.get(twin)?.local
    return called === undefined || called === local
      ? []
      : callees.map((callee) => replacement(unit, callee.range, called))
  })
  const added = [...locals].filter(([, { isNew }]) => isNew).map(([twin, { local }]) => ({ twin, local }))
  const texts = added.map(({ twin, local }) => specifierText(from, twin, local))
  const beside = there && specifiersOf(there).at(-1)
  const joined = beside && texts.length > 0 ? [once(insertion(unit, beside.range[1], `, ${texts.join(', ')}`))] : []
  if (stays.length > 0) {
    const own = texts.length === 0 || beside ? joined : [once(statementBefore(unit, from, module, texts))]
    return [
      ...renames,
      ...own,
      ...removeSpecifiers(
        unit,
        from,
        gone.map(({ specifier }) => specifier),
      ),
    ]
  }
  if (texts.length === 0 || beside) return [...renames, ...joined, ...removeWhole(unit, from)]
  return [...renames, ...replaceAll(unit, from, module, texts)]
}

interface Local {
  readonly local: string
  readonly isNew: boolean
}

/** The name of each twin in the file. */
function localsOf(
  unit: SourceUnit,
  there: ImportedName['from'] | undefined,
  names: readonly MovedName[],
  gone: readonly MovedName[],
): ReadonlyMap<string, Local> {
  const known = new Map(there ? importedNames(there).map(({ imported, local }) => [imported, local]) : [])
  const locals = new Map<string, Local>()
  for (const name of names) {
    const { twin } = name
    if (twin === undefined || locals.has(twin)) continue
    const existing = known.get(twin)
    const isOwnName = name.local !== name.imported && gone.includes(name)
    locals.set(twin, {
      local: existing ?? (isOwnName ? name.local : freeName(unit, twin)),
      isNew: existing === undefined,
    })
  }
  return locals
}

/** The statement that takes names from the twins' module already, in the same way. */
function importOf(unit: SourceUnit, from: ImportedName['from'], module: string): ImportedName['from'] | undefined {
  const isIt = (name: unknown) => name === module || `node:${String(name)}` === module || name === `node:${module}`
  for (const statement of unit.ast.body)
    if (statement.type === 'ImportDeclaration') {
      const isNamed = statement.specifiers.some(({ type }) => type === 'ImportSpecifier')
      if (from.type === statement.type && isNamed && statement.importKind !== 'type' && isIt(statement.source.value))
        return statement
    } else if (statement.type === 'VariableDeclaration' && from.type === 'VariableDeclarator')
      for (const one of statement.declarations)
        if (isRequirePattern(one) && isIt(requiredModule(one.init)) && one.id.properties.length > 0) return one
  return undefined
}

function sourceOf(from: ImportedName['from']): TSESTree.Node {
  return from.type === 'ImportDeclaration' ? from.source : (from.init.arguments[0] ?? from.init)
}

function statementOf(from: ImportedName['from']): TSESTree.Node {
  return from.type === 'ImportDeclaration' ? from : from.parent
}

function quoted(unit: SourceUnit, from: ImportedName['from'], module: string): string {
  const quote = unit.text[sourceOf(from).range[0]] ?? "'"
  return `${quote}${module}${quote}`
}

/** Each name takes the place of one that goes, so that the list keeps its lines. */
function replaceAll(unit: SourceUnit, from: ImportedName['from'], module: string, texts: readonly string[]): Edit[] {
  const all = specifiersOf(from)
  const surplus = all[texts.length - 1]
  const last = all.at(-1)
  const rest = surplus && last && surplus !== last ? [replacement(unit, [surplus.range[1], last.range[1]], '')] : []
  return [
    ...texts.flatMap((text, index) => {
      const place = all[index]
      return place ? [replacement(unit, place.range, text)] : []
    }),
    ...rest,
    replacement(unit, sourceOf(from).range, quoted(unit, from, module)),
  ]
}

function statementBefore(unit: SourceUnit, from: ImportedName['from'], module: string, texts: readonly string[]): Edit {
  const statement = statementOf(from)
  const end = unit.text[statement.range[1] - 1] === ';' ? ';' : ''
  const list = `{ ${texts.join(', ')} }`
  const source = quoted(unit, from, module)
  const text =
    from.type === 'ImportDeclaration'
      ? `import ${list} from ${source}${end}\n`
      : `${from.parent.kind} ${list} = require(${source})${end}\n`
  return insertion(unit, statement.range[0], text)
}

/** The statement with its line, or the one declarator of several. */
function removeWhole(unit: SourceUnit, from: ImportedName['from']): Edit[] {
  const declarators = from.type === 'ImportDeclaration' ? [] : from.parent.declarations
  const index = from.type === 'ImportDeclaration' ? -1 : declarators.indexOf(from)
  const [next, previous] = [declarators[index + 1], declarators[index - 1]]
  if (next) return [replacement(unit, [from.range[0], next.range[0]], '')]
  if (previous) return [replacement(unit, [previous.range[1], from.range[1]], '')]
  const [start, end] = statementOf(from).range
  const lineEnd = /^[ \t]*(?:\r?\n)?/.exec(unit.text.slice(end))?.[0].length ?? 0
  return [replacement(unit, [start, end + lineEnd], '')]
}

/** Units of the same file may ask for the same. */
const once = (edit: Edit): Edit => ({ ...edit, once: true })
