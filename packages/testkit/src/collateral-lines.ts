import { diffArrays } from 'diff'
import ts from 'typescript'

/**
 * The lines of an output that changed though no rewrite needed them to. Where lines that stand together have the tokens
 * of those that they replace, comments among them, all of them count: white space, line ends, quotes, semicolons or
 * commas are all that differs. Beside a line that needed its change, a line counts that differs in quotes, semicolons or
 * at its end alone; one that is indented anew may belong to what was rewritten around it. A line without a token counts
 * where it came or went by itself.
 */
export function collateralLines(before: string, after: string): string[] {
  const hunks = diffArrays(linesOf(before), linesOf(after))
  return hunks.flatMap((hunk, index) => {
    if (!hunk.added && !hunk.removed) return []
    const next = hunks[index + 1]
    if (hunk.removed && next?.added) return sameTokens(hunk.value, next.value)
    // The second half of a pair has been compared with the first.
    return hunk.added && hunks[index - 1]?.removed
      ? []
      : hunk.value.every((line) => tokensOf(line) === '')
        ? hunk.value
        : []
  })
}

/** Lines with what ends them, so that another line end is another line. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function sameTokens(removed: readonly string[], added: readonly string[]): readonly string[] {
  const [old, now] = [removed, added].map((lines) => tokensOf(lines.join('')).replaceAll(', ', ''))
  if (old === now) return added
  const left = removed.map(indentedTokensOf)
  return added.filter((line) => {
    const index = left.indexOf(indentedTokensOf(line))
    if (index >= 0) left.splice(index, 1)
    return index >= 0
  })
}

function indentedTokensOf(line: string): string {
  return `${/^\s*/.exec(line)?.[0]}${tokensOf(line)}`
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
])
