"""Speed and memory beside what else a user would take: `python -m benchmarks.speed`, docs/performance.md."""
