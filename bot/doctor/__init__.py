"""Whether an installation is sound: probes read, judgements are pure, and every problem comes with its cure."""
