import type ts from 'typescript'
import type { Operation } from '../profiles/profile.ts'

/** A callee's asynchronous counterpart: a member of the same object, an export of the same module, or of the twin's. */
export interface Twins {
  /** The twin that may stand in for the callee when it is given so many arguments; undefined counts none. */
  readonly exists: (callee: ts.Node, operation: TwinOf, argumentCount: number | undefined) => boolean
}

type TwinOf = Pick<Operation, 'twin' | 'twinModule' | 'twinForm' | 'twinDiffers' | 'descriptor'>

export function twins(compiler: typeof ts, checker: ts.TypeChecker): Twins {
  const siblingOf = (callee: ts.Node, name: string): ts.Symbol | undefined => {
    if (compiler.isPropertyAccessExpression(callee) || compiler.isElementAccessExpression(callee))
      return checker.getPropertyOfType(checker.getApparentType(checker.getTypeAtLocation(callee.expression)), name)
    const declaration = checker.getSymbolAtLocation(callee)?.declarations?.[0]
    if (declaration?.getSourceFile() === callee.getSourceFile() && !compiler.isImportSpecifier(declaration))
      return checker.getSymbolsInScope(callee, compiler.SymbolFlags.Value).find((symbol) => symbol.name === name)
    const module = declaration && moduleSymbolOf(declaration)
    return module && exportOf(module, name)
  }

  const exportOf = (module: ts.Symbol, name: string) =>
    checker.getExportsOfModule(module).find((exported) => exported.name === name)

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

  const moduleNamed = (module: string) => checker.getAmbientModules().find(({ name }) => name === `"${module}"`)

  return {
    exists: (callee, { twin, twinModule, twinForm, twinDiffers, descriptor }, argumentCount) => {
      const name = twin ?? ''
      const module = twinModule === undefined ? undefined : moduleNamed(twinModule)
      // The module of a file or package is taken at its word: it need not be part of the program.
      if (twinModule !== undefined && !module) return true
      const symbol = module ? exportOf(module, name) : siblingOf(callee, name)
      if (!symbol) return false
      if (symbol.getJsDocTags(checker).some((tag) => tag.name === 'deprecated')) return false
      const signatures = checker.getTypeOfSymbolAtLocation(symbol, callee).getCallSignatures()
      const differs = twinForm !== undefined || twinDiffers !== undefined || descriptor !== undefined
      const counts = argumentCount === undefined ? [] : differs ? [argumentCount, argumentCount + 1] : [argumentCount]
      return counts.length === 0 || counts.some((count) => signatures.some((signature) => takes(signature, count)))
    },
  }
}
