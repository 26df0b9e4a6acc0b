/** What the guide shows are tests: here they run. */
import { afterEach, beforeEach, vi } from 'vitest'
import '../../../docs/snippets/testing.ts'
import '../../../docs/snippets/testing-results.ts'

// What a handler's failure is logged as is not of these tests.
beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterEach(() => void vi.restoreAllMocks())
