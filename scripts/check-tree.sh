#!/usr/bin/env bash
# What no compiler sees: a path of somebody's machine in a tracked file, and a source file that is no longer one concept.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0

here=$(pwd)
homes='(^|[^[:alnum:]_./-])(/home|/Users|/root)/[[:alnum:]_-]+'
if git grep -nIE "$homes" -- . ':!pnpm-lock.yaml' || git grep -nIF "$here/" -- .; then
  echo 'A tracked file names a path of one machine.'
  failed=1
fi

while IFS= read -r file; do
  lines=$(wc -l <"$file")
  if [ "$lines" -gt 250 ]; then
    echo "$file has $lines lines; 250 is the most for one concept."
    failed=1
  fi
done < <(git ls-files 'packages/*/src/*.ts' | grep -vE '\.(test|test-d|bench)\.ts$')

exit "$failed"
