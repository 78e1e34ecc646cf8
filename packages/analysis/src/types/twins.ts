import type ts from 'typescript'

/** A callee's asynchronous counterpart: a member of the same object, or an export of the same module. */
export interface Twins {
  /** The twin that may stand in for the callee when it is given so many arguments; undefined counts none. */
  readonly exists: (callee: ts.Node, twin: string, argumentCount: number | undefined) => boolean
}

export function twins(compiler: typeof ts, checker: ts.TypeChecker): Twins {
  const siblingOf = (callee: ts.Node, name: string): ts.Symbol | undefined => {
    if (compiler.isPropertyAccessExpression(callee) || compiler.isElementAccessExpression(callee))
      return checker.getPropertyOfType(checker.getApparentType(checker.getTypeAtLocation(callee.expression)), name)
    const declaration = checker.getSymbolAtLocation(callee)?.declarations?.[0]
    const module = declaration && moduleSymbolOf(declaration)
    return module && checker.getExportsOfModule(module).find((exported) => exported.name === name)
  }

  /** The module that a name is imported from, or declared in. */
  const moduleSymbolOf = (declaration: ts.Node): ts.Symbol | undefined => {
    let at = declaration
    for (; !compiler.isSourceFile(at); at = at.parent)
      if (compiler.isImportDeclaration(at)) return checker.getSymbolAtLocation(at.moduleSpecifier)
      else if (compiler.isModuleDeclaration(at) && compiler.isStringLiteral(at.name))
        return checker.getSymbolAtLocation(at.name)
    return checker.getSymbolAtLocation(at)
  }

  const takes = (signature: ts.Signature, count: number): boolean => {
    const parameters = signature.parameters.map(({ valueDeclaration }) => valueDeclaration)
    const isRest = (parameter: ts.Declaration | undefined) =>
      parameter !== undefined && compiler.isParameter(parameter) && parameter.dotDotDotToken !== undefined
    const isOptional = (parameter: ts.Declaration | undefined) =>
      isRest(parameter) ||
      (parameter !== undefined && compiler.isParameter(parameter) && checker.isOptionalParameter(parameter))
    const required = parameters.filter((parameter) => !isOptional(parameter)).length
    return required <= count && (count <= parameters.length || parameters.some(isRest))
  }

  return {
    exists: (callee, twin, argumentCount) => {
      const symbol = siblingOf(callee, twin)
      if (!symbol || symbol.getJsDocTags(checker).some(({ name }) => name === 'deprecated')) return false
      const signatures = checker.getTypeOfSymbolAtLocation(symbol, callee).getCallSignatures()
      return argumentCount === undefined || signatures.some((signature) => takes(signature, argumentCount))
    },
  }
}
