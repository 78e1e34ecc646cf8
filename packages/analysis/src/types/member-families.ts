import type ts from 'typescript'

/**
 * Members that stand or fall together. A *family* is the closure of a member under "overrides", "implements" and, for
 * object literals, "is typed by": if one of them becomes asynchronous, all do.
 */
export interface MemberFamilies {
  /** One symbol for all instantiations of a generic type's member. */
  readonly canonical: (symbol: ts.Symbol) => ts.Symbol
  readonly of: (member: ts.Symbol) => readonly ts.Symbol[]
}

export function memberFamilies(compiler: typeof ts, program: ts.Program): MemberFamilies {
  const checker = program.getTypeChecker()
  let index: HeritageIndex | undefined

  const canonical = (symbol: ts.Symbol): ts.Symbol => {
    const declaration = symbol.declarations?.[0]
    const name = declaration && compiler.getNameOfDeclaration(declaration)
    const declared =
      name && symbol.flags & compiler.SymbolFlags.Transient ? checker.getSymbolAtLocation(name) : undefined
    return declared ?? symbol
  }

  const membersRelatedTo = (member: ts.Symbol): ts.Symbol[] => {
    index ??= indexProgram(compiler, program)
    const name = member.name
    return (member.declarations ?? []).flatMap((declaration) => {
      const owner = declaration.parent
      if (compiler.isObjectLiteralExpression(owner)) return memberOfType(checker.getContextualType(owner), name)
      const type = compiler.isClassLike(owner) || compiler.isInterfaceDeclaration(owner) ? owner : undefined
      const literals = (index?.literalMembers.get(name) ?? [])
        .filter((property) => memberOfType(checker.getContextualType(property.parent), name).includes(member))
        .map((property) => checker.getSymbolAtLocation(property.name))
        .filter((symbol) => symbol !== undefined)
      return type ? [...literals, ...inheritedNamesakes(type, name)] : literals
    })
  }

  const memberOfType = (type: ts.Type | undefined, name: string): ts.Symbol[] => {
    const parts = type?.isUnion() ? type.types : type ? [type] : []
    return parts.flatMap((part) => checker.getPropertyOfType(part, name) ?? []).map(canonical)
  }

  /** Members of the same name in all classes and interfaces that heritage clauses connect with this one. */
  const inheritedNamesakes = (start: ts.ClassLikeDeclaration | ts.InterfaceDeclaration, name: string): ts.Symbol[] => {
    const seen = new Set<ts.Symbol>()
    const found: ts.Symbol[] = []
    const queue = [symbolOfType(checker, start)]
    for (let type = queue.pop(); type; type = queue.pop()) {
      if (seen.has(type)) continue
      seen.add(type)
      const declared = checker.getPropertyOfType(checker.getDeclaredTypeOfSymbol(type), name)
      if (!declared) continue
      found.push(canonical(declared))
      queue.push(...(index?.bases.get(type) ?? []), ...(index?.derived.get(type) ?? []))
    }
    return found
  }

  return {
    canonical,
    of: (member) => {
      const family = new Set<ts.Symbol>([member])
      for (const one of family) for (const related of membersRelatedTo(one)) family.add(related)
      return [...family]
    },
  }
}

interface HeritageIndex {
  readonly bases: ReadonlyMap<ts.Symbol, readonly ts.Symbol[]>
  readonly derived: ReadonlyMap<ts.Symbol, readonly ts.Symbol[]>
  readonly literalMembers: ReadonlyMap<string, readonly LiteralMember[]>
}

type LiteralMember = (ts.PropertyAssignment | ts.ShorthandPropertyAssignment | ts.MethodDeclaration) & {
  readonly parent: ts.ObjectLiteralExpression
}

function indexProgram(compiler: typeof ts, program: ts.Program): HeritageIndex {
  const checker = program.getTypeChecker()
  const bases = new Map<ts.Symbol, ts.Symbol[]>()
  const derived = new Map<ts.Symbol, ts.Symbol[]>()
  const literalMembers = new Map<string, LiteralMember[]>()
  const visit = (node: ts.Node): void => {
    if (compiler.isClassLike(node) || compiler.isInterfaceDeclaration(node)) {
      const type = symbolOfType(checker, node)
      for (const base of (node.heritageClauses ?? []).flatMap((clause) => clause.types)) {
        const symbol = checker.getTypeAtLocation(base).symbol as ts.Symbol | undefined
        if (!type || !symbol) continue
        append(bases, type, symbol)
        append(derived, symbol, type)
      }
    } else if (isLiteralMember(compiler, node) && !compiler.isComputedPropertyName(node.name)) {
      append(literalMembers, node.name.text, node)
    }
    compiler.forEachChild(node, visit)
  }
  for (const file of program.getSourceFiles())
    if (!file.isDeclarationFile && !file.fileName.includes('/node_modules/')) visit(file)
  return { bases, derived, literalMembers }
}

function isLiteralMember(compiler: typeof ts, node: ts.Node): node is LiteralMember {
  return (
    (compiler.isPropertyAssignment(node) ||
      compiler.isShorthandPropertyAssignment(node) ||
      compiler.isMethodDeclaration(node)) &&
    compiler.isObjectLiteralExpression(node.parent)
  )
}

function symbolOfType(checker: ts.TypeChecker, type: ts.ClassLikeDeclaration | ts.InterfaceDeclaration) {
  return type.name
    ? checker.getSymbolAtLocation(type.name)
    : (checker.getTypeAtLocation(type).symbol as ts.Symbol | undefined)
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}
