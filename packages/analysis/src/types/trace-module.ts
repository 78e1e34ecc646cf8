import { dirname } from 'node:path'
import type { TSESTree } from '@typescript-eslint/types'
import { moduleExports, type ExportedName } from './module-exports.ts'
import type { SourceUnit } from './source-provider.ts'
import { memberOf } from './trace-member.ts'
import { agreed, type TracedValue } from './traced-value.ts'
import type { Tracer } from './value-tracer.ts'

/** What an import of a name gives; `*` for the namespace. */
export function importedValue(tracer: Tracer, source: string, name: string, importer: string): TracedValue | undefined {
  const { sources, library } = tracer
  const fileName = sources.resolve(source, importer)
  if (fileName !== undefined) return name === '*' ? { kind: 'module', fileName } : exportedValue(tracer, fileName, name)
  return isFile(source) ? undefined : library.exportOf(source, name === '*' ? '' : name)
}

/** What a file exports under a name. */
export function exportedValue(tracer: Tracer, fileName: string, name: string): TracedValue | undefined {
  const unit = tracer.sources.unitOf(fileName)
  if (!unit) return undefined
  const { names, stars, whole } = moduleExports(unit)
  const exported = names.get(name)
  if (exported) return valueOfExported(tracer, unit, exported)
  if (name === 'default') return requiredFile(tracer, fileName)
  const values = whole.length > 0 ? agreed(whole.map((value) => tracer.valueOf(value))) : undefined
  if (values) return memberOf(tracer, values, name)
  for (const star of stars) {
    const found = importedValue(tracer, star, name, fileName)
    if (found) return found
  }
  return undefined
}

function valueOfExported(tracer: Tracer, unit: SourceUnit, exported: ExportedName): TracedValue | undefined {
  if (exported.kind === 'here') return tracer.valueOf(exported.node)
  return importedValue(tracer, exported.source, exported.name, unit.fileName)
}

/** What `require` gives. */
export function requiredValue(tracer: Tracer, source: string, importer: string): TracedValue | undefined {
  const fileName = tracer.sources.resolve(source, importer)
  if (fileName !== undefined) return requiredFile(tracer, fileName)
  return isFile(source) ? undefined : tracer.library.exportOf(source, 'default')
}

function requiredFile(tracer: Tracer, fileName: string): TracedValue | undefined {
  const unit = tracer.sources.unitOf(fileName)
  if (!unit) return undefined
  const { whole } = moduleExports(unit)
  return whole.length > 0 ? agreed(whole.map((value) => tracer.valueOf(value))) : { kind: 'module', fileName }
}

const isFile = (source: string) => /^[./]/.test(source)

/** What a dynamic `import()` or a `require` of this argument gives, once it is there. */
export function namespaceOf(tracer: Tracer, argument: TSESTree.Node, importer: string): TracedValue | undefined {
  if (argument.type === 'Literal' && typeof argument.value === 'string')
    return importedValue(tracer, argument.value, '*', importer)
  return namesFolder(argument) ? { kind: 'folder', folder: dirname(importer), except: importer } : undefined
}

/** `path.join(__dirname, file)` and `` `./${file}` ``: some file of the folder, which a loop goes through. */
export function namesFolder(argument: TSESTree.Node): boolean {
  switch (argument.type) {
    case 'CallExpression': {
      const [folder, file, ...others] = argument.arguments
      return folder !== undefined && isOwnFolder(folder) && file?.type === 'Identifier' && others.length === 0
    }
    case 'TemplateLiteral':
      return argument.expressions.length === 1 && argument.quasis[0]?.value.raw === './'
    case 'BinaryExpression':
      return argument.left.type === 'Literal' && argument.left.value === './' && argument.right.type === 'Identifier'
    default:
      return false
  }
}

const isOwnFolder = (node: TSESTree.Node) => node.type === 'Identifier' && node.name === '__dirname'

/** What the files of a folder export, each by itself. */
export function filesOf(tracer: Tracer, folder: string, except: string): (TracedValue | undefined)[] {
  return tracer.sources
    .fileNames()
    .filter((fileName) => dirname(fileName) === folder && fileName !== except)
    .map((fileName) => requiredFile(tracer, fileName))
}
