# The bot alone, for real use: docker build -t cobro . && docker run --env-file .env -p 3000:3000 -v cobro:/data cobro
FROM python:3.12-slim AS build
WORKDIR /source
COPY locks locks
RUN python -m venv /build && /build/bin/pip install --no-cache-dir --require-hashes -r locks/demo.txt \
 && python -m venv /cobro && /cobro/bin/pip install --no-cache-dir --require-hashes -r locks/run.txt
COPY . .
RUN /build/bin/hatchling build -t wheel -d /wheel \
 && /cobro/bin/pip install --no-cache-dir --no-deps /wheel/*.whl

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home cobro && install -d -o cobro -m 700 /data
COPY --from=build /cobro /cobro
USER cobro
WORKDIR /data
ENV PATH=/cobro/bin:$PATH PYTHONUNBUFFERED=1 COBRO_HOST=0.0.0.0 COBRO_DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ.get(\"COBRO_PORT\", \"3000\")}/healthz', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["cobro", "run"]
