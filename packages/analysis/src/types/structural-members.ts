import type ts from 'typescript'

/**
 * For a member of an interface or object type: its namesakes in classes and object literals that fit the type by their
 * shape, whether or not they say so. They may be what a call of the member runs; they need not change with it.
 */
export function structuralMembers(
  compiler: typeof ts,
  program: ts.Program,
): (member: ts.Symbol) => readonly ts.Symbol[] {
  const checker = program.getTypeChecker()
  let shapes: ReadonlyMap<string, readonly Shape[]> | undefined

  const fits = (shape: Shape, owner: TypeOwner): boolean => {
    const [given, wanted] = [checker.getTypeAtLocation(shape), checker.getTypeAtLocation(owner)]
    const isGeneric = compiler.isInterfaceDeclaration(owner) && owner.typeParameters !== undefined
    if (!isGeneric) return checker.isTypeAssignableTo(given, wanted)
    return wanted
      .getProperties()
      .every(({ name, flags }) => flags & compiler.SymbolFlags.Optional || given.getProperty(name) !== undefined)
  }

  return (member) =>
    (member.declarations ?? []).flatMap((declaration) => {
      const owner = declaration.parent
      if (!compiler.isInterfaceDeclaration(owner) && !compiler.isTypeLiteralNode(owner)) return []
      shapes ??= shapesByMember(compiler, program)
      return (shapes.get(member.name) ?? [])
        .filter((shape) => fits(shape, owner))
        .map((shape) => checker.getTypeAtLocation(shape).getProperty(member.name))
        .filter((found) => found !== undefined)
    })
}

type Shape = ts.ClassLikeDeclaration | ts.ObjectLiteralExpression
type TypeOwner = ts.InterfaceDeclaration | ts.TypeLiteralNode

function shapesByMember(compiler: typeof ts, program: ts.Program): ReadonlyMap<string, readonly Shape[]> {
  const shapes = new Map<string, Shape[]>()
  const add = (shape: Shape) => {
    for (const { name } of compiler.isClassLike(shape) ? shape.members : shape.properties)
      if (name && 'text' in name) shapes.set(name.text, [...(shapes.get(name.text) ?? []), shape])
  }
  const visit = (node: ts.Node): void => {
    if (compiler.isClassLike(node) || compiler.isObjectLiteralExpression(node)) add(node)
    compiler.forEachChild(node, visit)
  }
  for (const file of program.getSourceFiles())
    if (!file.isDeclarationFile && !file.fileName.includes('/node_modules/')) visit(file)
  return shapes
}
