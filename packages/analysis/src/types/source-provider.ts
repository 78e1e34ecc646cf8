import type { ScopeManager } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'

/** One file of the project: its text, its tree with parents linked, and its scopes. */
export interface SourceUnit {
  readonly fileName: string
  readonly text: string
  readonly ast: TSESTree.Program
  readonly scopes: ScopeManager
}

/**
 * Gives the syntax of any project file on demand, so that a summary can look into a callee's file though ESLint shows
 * one file at a time. Declaration files and dependencies have no unit.
 */
export interface SourceProvider {
  readonly fileNames: () => readonly string[]
  readonly unitOf: (fileName: string) => SourceUnit | undefined
  /** The text of a file, which need not be parsed for it; empty for a file that the program lacks. */
  readonly textOf: (fileName: string) => string
  /** The unit that a node was parsed in. */
  readonly unitAt: (node: TSESTree.Node) => SourceUnit
  /** The project's file that the specifier of an import, export or `require` names; undefined for dependencies. */
  readonly fileImportedBy: (specifier: TSESTree.StringLiteral) => string | undefined
}
