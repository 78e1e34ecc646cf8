import type ts from 'typescript'

/**
 * The values that properties of a name have in the object literals of a program. Those that can't be a field's are left out:
 * literals, functions and literal objects.
 */
export function fieldInitializers(
  compiler: typeof ts,
  program: ts.Program,
): (name: string) => readonly ts.Expression[] {
  let byName: ReadonlyMap<string, readonly ts.Expression[]> | undefined
  return (name) => {
    byName ??= joined(
      program
        .getSourceFiles()
        .filter((file) => !file.isDeclarationFile)
        .map((file) => initializersIn(compiler, file)),
    )
    return [...(byName.get(name) ?? []), ...(byName.get(COMPUTED) ?? [])]
  }
}

/** Under which those of properties lie whose name is computed, and may be any. */
const COMPUTED = '[computed]'

type Initializers = ReadonlyMap<string, readonly ts.Expression[]>

function joined(all: readonly Initializers[]): Initializers {
  const byName = new Map<string, ts.Expression[]>()
  for (const initializers of all)
    for (const [name, found] of initializers) {
      const known = byName.get(name)
      if (known) known.push(...found)
      else byName.set(name, [...found])
    }
  return byName
}

/** An unchanged file has the same ones in the next program. */
const initializersByFile = new WeakMap<ts.SourceFile, Initializers>()

function initializersIn(compiler: typeof ts, file: ts.SourceFile): Initializers {
  const known = initializersByFile.get(file)
  if (known) return known
  const found = new Map<string, ts.Expression[]>()
  const visit = (node: ts.Node): void => {
    if (compiler.isPropertyAssignment(node) && mayBeField(compiler, node.initializer)) {
      const name = 'text' in node.name ? node.name.text : COMPUTED
      found.set(name, [...(found.get(name) ?? []), node.initializer])
    }
    compiler.forEachChild(node, visit)
  }
  visit(file)
  initializersByFile.set(file, found)
  return found
}

function mayBeField(compiler: typeof ts, value: ts.Expression): boolean {
  const { SyntaxKind } = compiler
  return !(
    compiler.isLiteralExpression(value) ||
    compiler.isTemplateExpression(value) ||
    compiler.isFunctionLike(value) ||
    compiler.isObjectLiteralExpression(value) ||
    compiler.isArrayLiteralExpression(value) ||
    value.kind === SyntaxKind.TrueKeyword ||
    value.kind === SyntaxKind.FalseKeyword ||
    value.kind === SyntaxKind.NullKeyword
  )
}
