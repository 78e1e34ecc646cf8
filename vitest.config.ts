import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/tests/**/*.test.ts', 'fixtures/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['packages/orm-runtime/tests/databases/postgres-on-demand.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    hideSkippedTests: true,
  },
})
