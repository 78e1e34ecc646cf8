import type ts from 'typescript'

/** The class, interface or type alias that a member is declared in; undefined for what stands in none. */
export function declaringTypeName(compiler: typeof ts, declaration: ts.Declaration): string | undefined {
  // What a module exports as a whole is declared by its file, which lies in nothing.
  const owner = declaration.parent as ts.Node | undefined
  if (!owner) return undefined
  if (compiler.isClassLike(owner) || compiler.isInterfaceDeclaration(owner)) return owner.name?.text ?? ''
  if (!compiler.isTypeLiteralNode(owner)) return undefined
  const statement = compiler.findAncestor(owner, compiler.isStatement)
  if (!statement) return ''
  return compiler.isTypeAliasDeclaration(statement) || compiler.isInterfaceDeclaration(statement)
    ? statement.name.text
    : ''
}
