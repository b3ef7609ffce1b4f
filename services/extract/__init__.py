"""Extract turns an article into its claims.

In: `ArticleFetched` (live and backfill lane). Out: one `ClaimsExtracted` per article revision, possibly without claims. Owns nothing:
it is stateless and scales by partitions. The work is done by a rule-based spaCy pipeline in killable worker processes;
`core.ClaimExtractor` is that work as a pure function of (text, model), and `pipeline.STEPS` lists its components in their order.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Before numpy loads: one process per core is how extract scales; BLAS threads of several workers only wait for one another."""
