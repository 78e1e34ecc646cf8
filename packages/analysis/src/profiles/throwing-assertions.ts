/**
 * Assertions that call a function and expect it to throw, with what they are where the function answers a promise. Rows
 * are the modules whose declarations they describe, with the member.
 *
 * `renamed`: another function takes the same arguments and answers a promise. `modified`: the matcher of an expectation
 * is asked for behind another member, `expect(load).rejects.toThrow()`.
 */
export interface ThrowingAssertion {
  readonly form: 'renamed' | 'modified'
  readonly to: string
}

/** The row of an assertion's function. */
export function throwingAssertionOf({ module, member }: NamedMember): ThrowingAssertion | undefined {
  return ASSERT_MODULES.has(module) ? ASSERT[member] : undefined
}

/** The row of a matcher behind `expect(…)`. */
export function throwingMatcherOf({ module, member }: NamedMember): ThrowingAssertion | undefined {
  return EXPECT_MODULES.has(module) && MATCHERS.has(member) ? { form: 'modified', to: 'rejects' } : undefined
}

interface NamedMember {
  readonly module: string
  readonly member: string
}

const ASSERT_MODULES = new Set(['@types/node', 'assert', 'node:assert', 'assert/strict', 'node:assert/strict'])

const ASSERT: Readonly<Record<string, ThrowingAssertion>> = {
  throws: { form: 'renamed', to: 'rejects' },
  doesNotThrow: { form: 'renamed', to: 'doesNotReject' },
}

const EXPECT_MODULES = new Set(['@vitest/expect', 'vitest', 'expect', '@jest/expect', '@types/jest', 'bun-types'])

const MATCHERS = new Set(['toThrow', 'toThrowError'])
