# syntax=docker/dockerfile:1
# The dashboard on port 8501, as a user without rights, on a read-only file system:
#   docker build -t dateline:0.1.0 .
#   docker run --read-only --tmpfs /tmp -v dateline:/var/lib/dateline -p 127.0.0.1:8501:8501 dateline:0.1.0

FROM python:3.11.14-slim-bookworm AS build
WORKDIR /src
# strip, for the debug symbols in the wheels of spaCy, blis and thinc. Not of others:
# libraries that were patched when their wheel was made do not load any more.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends binutils make \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.lock pyproject.toml Makefile README.md LICENSE CHANGELOG.md ./
COPY .ci .ci
COPY geo geo
COPY dashboard dashboard
COPY seeds seeds
# Every package is checked against its hash in requirements.lock; what is installed below comes
# from the same downloads.
RUN make dist
RUN .venv/bin/python -m venv --without-pip /opt/dateline \
    && VIRTUAL_ENV=/opt/dateline .venv/bin/uv pip install --compile-bytecode --link-mode copy \
        --constraint requirements.lock dist/*.whl \
    && rm -r /opt/dateline/lib/python*/site-packages/pyarrow/include \
        /opt/dateline/lib/python*/site-packages/pyarrow/tests \
        /opt/dateline/lib/python*/site-packages/spacy/tests \
    && find /opt/dateline -path '*/pydeck/*' -name '*.map' -delete \
    && find /opt/dateline/lib/python3.11/site-packages/spacy \
        /opt/dateline/lib/python3.11/site-packages/blis \
        /opt/dateline/lib/python3.11/site-packages/thinc \
        -name '*.so' -exec strip --strip-debug {} +
# The samples and the gazetteer are there from the start: a volume begins as a copy of this.
RUN DATELINE_CACHE=/var/lib/dateline/cache HOME=/tmp \
    /opt/dateline/bin/dateline ingest /opt/dateline/lib/python3.11/site-packages/geo/seeds \
        --atlas /var/lib/dateline/atlas

FROM python:3.11.14-slim-bookworm
LABEL org.opencontainers.image.title="Dateline" \
      org.opencontainers.image.description="See where and when the news happens" \
      org.opencontainers.image.licenses="MIT"
# User 1000, as which Hugging Face runs every image.
RUN groupadd --gid 1000 dateline \
    && useradd --uid 1000 --gid 1000 --no-create-home --home-dir /var/lib/dateline dateline
COPY --from=build /opt/dateline /opt/dateline
COPY --from=build --chown=1000:1000 /var/lib/dateline /var/lib/dateline
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/var/lib/dateline \
    DATELINE_CACHE=/var/lib/dateline/cache \
    DATELINE_ATLAS=/var/lib/dateline/atlas \
    DATELINE_LOG=json \
    STREAMLIT_SERVER_HEADLESS=true
USER 1000:1000
VOLUME /var/lib/dateline
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", "import os, urllib.request as r; base = os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', '').strip('/'); r.urlopen('http://127.0.0.1:8501' + ('/' + base).rstrip('/') + '/_stcore/health', timeout=4)"]
ENTRYPOINT ["dateline"]
CMD ["serve", "--address", "0.0.0.0", "--read-only"]
