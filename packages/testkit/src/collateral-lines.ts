import { diffArrays } from 'diff'
import ts from 'typescript'

/**
 * The lines of an output that changed though no rewrite needed them to: whose tokens, comments among them, are those of
 * a line that they replace, so that white space, line ends, quotes, semicolons or trailing commas are all that differs.
 * A line that came or went without a token counts too: a blank line. Each is told as the output has it.
 */
export function collateralLines(before: string, after: string): string[] {
  const hunks = diffArrays(linesOf(before), linesOf(after))
  return hunks.flatMap((hunk, index) => {
    if (!hunk.added && !hunk.removed) return []
    const next = hunks[index + 1]
    if (hunk.removed && next?.added) return sameTokens(hunk.value, next.value)
    // The second half of a pair has been compared with the first.
    return hunk.added && hunks[index - 1]?.removed ? [] : hunk.value.filter((line) => tokensOf(line) === '')
  })
}

/** Lines with what ends them, so that another line end is another line. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function sameTokens(removed: readonly string[], added: readonly string[]): string[] {
  const left = removed.map(tokensOf)
  return added.filter((line) => {
    const index = left.indexOf(tokensOf(line))
    if (index >= 0) left.splice(index, 1)
    return index >= 0
  })
}

function tokensOf(line: string): string {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, line)
  const tokens: string[] = []
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan())
    if (!IGNORED.has(kind))
      tokens.push(kind === ts.SyntaxKind.StringLiteral ? `'${scanner.getTokenValue()}'` : scanner.getTokenText().trim())
  return tokens.join(' ')
}

const IGNORED: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.WhitespaceTrivia,
  ts.SyntaxKind.NewLineTrivia,
  ts.SyntaxKind.SemicolonToken,
  ts.SyntaxKind.CommaToken,
])
