import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/tests/**/*.test.ts', 'fixtures/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['packages/orm-runtime/tests/databases/postgres-on-demand.ts'],
    // One less than the cores would leave half of a small machine idle.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    hideSkippedTests: true,
  },
})
